"""Connections that are drawn against the ports that are to be opened: one paper shows both tables."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.model.finding import Finding, warning
from delivery_wiki.model.project.whole_project import Project


def check_ports(project: Project) -> Iterator[Finding]:
    """A warning for each connection whose port is not among those of the environment, once any is."""
    environment, architecture = project.environment, project.architecture
    if environment is None or architecture is None or not environment.ports:
        return
    listed = {rule.port for rule in environment.ports}
    for connection in architecture.connections:
        if connection.port is not None and connection.port not in listed:
            yield warning(
                "port-unlisted",
                connection.location.at("port"),
                f"{connection.source} reaches {connection.target} at port {connection.port}, and no port of the "
                "environment is that one: a firewall that is opened by the list keeps it shut.",
                f"Add port {connection.port} to ports of environment.yml, or correct it here.",
                also=environment.ports[0].location,
            )
