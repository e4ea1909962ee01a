"""Asks a Berth through openstacksdk for one thing of each service, and prints what came back as one JSON object.

Usage: sdk_tour.py HOST, with a cloud chosen by OS_CLOUD.
"""

import json
import sys
import uuid

import openstack


def placement(conn, host):
    providers = list(conn.placement.resource_providers())
    provider = next(one for one in providers if one.name == host)
    created = conn.placement.create_resource_provider(name="sdk-provider", id=str(uuid.uuid4()))
    conn.placement.update_resource_provider(created, name="sdk-renamed")
    renamed = conn.placement.get_resource_provider(created.id).name
    found = conn.placement.find_resource_provider("sdk-renamed").id == created.id
    in_tree = [one.name for one in conn.placement.resource_providers(in_tree=created.id)]
    conn.placement.delete_resource_provider(created)
    conn.placement.create_resource_class(name="CUSTOM_SDK")
    own_class = conn.placement.get_resource_class("CUSTOM_SDK").name
    conn.placement.delete_resource_class("CUSTOM_SDK", ignore_missing=False)
    return {
        "providers": [one.name for one in providers],
        "generation": provider.generation,
        "got": conn.placement.get_resource_provider(provider.id).name,
        "renamed": renamed,
        "left": [one.name for one in conn.placement.resource_providers() if one.id == created.id],
        "found": found,
        "in_tree": in_tree,
        "own_class": own_class,
        "nothing": conn.placement.find_resource_provider("sdk-renamed", ignore_missing=True),
        "classes": [one.name for one in conn.placement.resource_classes()],
    }


def reservation(conn, host):
    service = conn.reservation
    lease = {
        "name": "sdk-lease",
        "start_date": "2099-01-01 10:00",
        "end_date": "2099-01-02 10:00",
        "reservations": [{
            "resource_type": "physical:host", "min": 1, "max": 1, "resource_properties": "",
            "hypervisor_properties": json.dumps(["==", "$hypervisor_hostname", host]),
        }],
        "events": [],
    }
    created = service.post("/leases", json=lease)
    path = "/leases/" + created.json()["lease"]["id"]
    renamed = service.put(path, json={"name": "sdk-renamed"})
    shown = service.get(path)
    deleted = service.delete(path)
    return {
        "hosts": [one["hypervisor_hostname"] for one in service.get("/os-hosts").json()["hosts"]],
        "created": created.status_code,
        "renamed": renamed.status_code,
        "name": shown.json()["lease"]["name"],
        "deleted": deleted.status_code,
        "gone": service.get(path).status_code,
    }


def messages(conn):
    service = conn.block_storage
    listed = service.get("/messages", microversion="3.5").json()["messages"]
    one = service.get("/messages/" + listed[0]["id"], microversion="3.5") if listed else None
    return {
        "project": conn.current_project_id,
        "listed": [message["id"] for message in listed],
        "shown": one.json()["message"]["id"] if one is not None else None,
        "below_3.3": service.get("/messages", microversion="3.2").status_code,
    }


def compute(conn):
    servers = list(conn.compute.servers(all_projects=True))
    return {
        "servers": [server.id for server in servers],
        "summaries": [server.id for server in conn.compute.servers(details=False, all_projects=True)],
        "flavors": [flavor.name for flavor in conn.compute.flavors()],
        "missing": conn.compute.find_server("no-such-server", ignore_missing=True),
        "statuses": sorted({server.status for server in servers}),
    }


def identity(conn):
    return {
        "projects": [project.name for project in conn.identity.projects()],
        "user": conn.identity.find_user("demo").name,
        "project": conn.identity.find_project("demo").name,
        "nobody": conn.identity.find_user("no-such-user", ignore_missing=True),
    }


def main():
    host = sys.argv[1]
    conn = openstack.connect()
    print(json.dumps({
        "identity": identity(conn),
        "placement": placement(conn, host),
        "reservation": reservation(conn, host),
        "messages": messages(conn),
        "compute": compute(conn),
        "authorized": conn.authorize() is not None,
    }))


main()
