"""What the real tools write is no finding: kubectl create, the chart of helm create. Nor are our examples."""

import shlex
import subprocess
from pathlib import Path

import pytest

from kforge import api
from kforge.lint.config import Config
from kforge.lint.rule import INFO
from kforge.lint.runner import Linter

pytestmark = pytest.mark.oracle

ROOT = Path(__file__).parents[2]
LINTER = Linter(Config())

GENERATED = """\
create clusterrole a --verb=get --non-resource-url=/logs/*
create clusterrole a --aggregation-rule=example.com/b=true
create clusterrolebinding a --clusterrole=b --user=c --group=d --serviceaccount=e:f
create configmap a --from-literal=b=no --from-literal=c=1.10 --from-literal=d=0755 --from-literal=e=
create cronjob a --image=b --schedule='*/5 * * * *' --restart=OnFailure -- sh -c 'echo 1.10'
create deployment a --image=b:1.10 --replicas=3 --port=8080
create deployment a --image=b --image=c
create deployment a --image=b -- sleep 1e3
create ingress a --class=b --rule='c.example.com/d*=e:8080,tls=f' --annotation g=true --default-backend=h:http
create job a --image=b -- date
create namespace a
create poddisruptionbudget a --selector=b=c --min-available=50%
create poddisruptionbudget a --selector=b=c --max-unavailable=1
create priorityclass a --value=1000000 --global-default=false --description=b --preemption-policy=Never
create quota a --hard=cpu=1,memory=1Gi,pods=2,requests.storage=5Gi --scopes=BestEffort
create rolebinding a --role=b --user=c --serviceaccount=d:e
create secret generic a --from-literal=b=no --from-literal=c=
create secret docker-registry a --docker-server=b --docker-username=c --docker-password=d
create service clusterip a --tcp=80:8080 --tcp=443
create service clusterip a --clusterip=None
create service externalname a --external-name=b.example.com
create service loadbalancer a --tcp=80
create service nodeport a --tcp=80:8080 --node-port=30080
create serviceaccount a
"""


def above_info(text: bytes, file: str = "a.yaml") -> list[str]:
    return [repr(one) for one in LINTER.lint(text, file) if one.severity != INFO]


@pytest.mark.parametrize("line", GENERATED.splitlines())
def test_what_kubectl_generates(kubectl: str, line: str) -> None:
    command = shlex.split(line)
    options = ["--dry-run=client", "-o", "yaml"]
    at = command.index("--") if "--" in command else len(command)
    done = subprocess.run([kubectl, *command[:at], *options, *command[at:]], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert above_info(done.stdout) == []


def test_every_rule_is_quiet_about_the_chart_that_helm_creates(helm: str, tmp_path: Path) -> None:
    subprocess.run([helm, "create", "web"], cwd=tmp_path, capture_output=True, check=True)
    rendered = subprocess.run([helm, "template", "web"], cwd=tmp_path, capture_output=True, check=True).stdout
    assert b"kind: Deployment" in rendered
    assert above_info(rendered) == []
    everything = ["--set", "ingress.enabled=true,autoscaling.enabled=true,httpRoute.enabled=true"]
    rendered = subprocess.run(
        [helm, "template", "web", *everything], cwd=tmp_path, capture_output=True, check=True
    ).stdout
    assert b"kind: HorizontalPodAutoscaler" in rendered
    assert above_info(rendered) == []
    assert [one for one in api.lint([str(tmp_path / "web")]) if one.severity != INFO] == []


def test_our_own_charts_and_overlays() -> None:
    folders = [str(ROOT / name) for name in ("charts", "overlays", "examples")]
    assert [one for one in api.lint(folders) if one.severity != INFO] == []
