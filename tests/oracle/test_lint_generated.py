"""What kubectl and helm generate themselves is no finding: the linter's false alarms would begin here."""

import shlex
import subprocess
from pathlib import Path

import pytest

from kforge.lint.config import Config
from kforge.lint.project import run
from kforge.lint.rule import INFO
from kforge.lint.runner import Linter

pytestmark = pytest.mark.oracle

CREATE = {
    "namespace": "namespace a",
    "deployment": "deployment web --image=nginx:1.27 --replicas=3 --port=8080",
    "configmap": "configmap settings --from-literal=country=NO --from-literal=version=1.10 "
    "--from-literal=on=yes "
    "--from-literal=since=2024-01-15 --from-literal=mode=0755 --from-literal=empty= --from-literal=8080=web "
    "--from-literal=time=22:22 --from-literal=sha=685e230 --from-literal=y=~",
    "secret": "secret generic keys --from-literal=password=1e3 --from-literal=n=",
    "tls": "secret docker-registry pull --docker-username=y --docker-password=no --docker-server=a:80",
    "job": "job once --image=busybox:1.36 -- sleep 010",
    "cronjob": "cronjob nightly --image=busybox:1.36 --schedule='0 2 * * 0' -- echo yes 1.10 22:22",
    "service": "service nodeport web --tcp=80:8080",
    "external": "service externalname db --external-name=db.example.com",
    "ingress": "ingress web --rule='example.com/*=web:80' --annotation on=yes",
    "role": "clusterrole prober --verb=get --non-resource-url=/healthz",
    "binding": "rolebinding reader --role=reader --user=on",
    "account": "serviceaccount robot",
    "quota": "quota small --hard=cpu=1,memory=1G,pods=2",
    "budget": "poddisruptionbudget web --selector=app=web --min-available=50%",
    "priority": "priorityclass high --value=1000000 --description=yes",
}


@pytest.mark.parametrize("kind", CREATE)
def test_kubectl_create(kind: str, kubectl: str) -> None:
    words = ["create", *shlex.split(CREATE[kind])]
    end = words.index("--") if "--" in words else len(words)
    words[end:end] = ["--dry-run=client", "-o", "yaml"]
    made = subprocess.run([kubectl, *words], capture_output=True, check=True).stdout
    findings = Linter(Config()).lint(made, f"{kind}.yaml")
    assert [finding for finding in findings if finding.severity != INFO] == [], made.decode()


def test_helm_create(helm: str, tmp_path: Path) -> None:
    subprocess.run([helm, "create", str(tmp_path / "web")], capture_output=True, check=True)
    result = run([str(tmp_path / "web")], Config())
    assert [finding for finding in result.findings if finding.severity != INFO] == []
    assert result.files == 2  # Chart.yaml and values.yaml
    assert result.templates >= 6
    made = subprocess.run([helm, "template", str(tmp_path / "web")], capture_output=True, check=True).stdout
    assert [f for f in Linter(Config()).lint(made, "rendered.yaml") if f.severity != INFO] == []
