#!/bin/sh
echo 'apiVersion: v1
kind: ServiceAccount
metadata: {name: made}'
