"""Translates the template as CloudFormation's SAM transform does, and checks what a deployed stack relies on."""
import json
import os
import sys

os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-1")

from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

# An upgrade that lost one of these would make another URL, or read a queue twice.
KEPT = [
    "WebhookFunctionUrl", "WebhookFunctionUrlPublicPermissions", "WebhookFunctionURLInvokeAllowPublicAccess",
    "GroupFunctionMessages", "DeliverFunctionNotifications", "AlarmFunctionAlarms", "TickFunctionEachMinute",
    "CheckFunctionEachMinute",
]

with open(sys.argv[1], encoding="utf-8") as file:
    template = yaml_parse(file.read())
template["Globals"]["Function"]["CodeUri"] = "s3://bucket/key"  # as `sam package` writes it

resources = Translator({}, Parser()).translate(template, {})["Resources"]
lost = [name for name in KEPT if name not in resources]
assert not lost, f"SAM's translation has no {', '.join(lost)}"
managed = [name for name, each in resources.items() if "service-role/AWSLambda" in json.dumps(each)]
assert not managed, f"SAM adds a policy for all queues or log groups to {', '.join(managed)}"
print(f"SAM translates it into {len(resources)} resources")
