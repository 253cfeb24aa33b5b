using System.Collections.Frozen;

namespace Alerting.Sources.Generic;

/// <summary>
/// The names that monitoring systems give their fields, in lower case without punctuation, the most specific first.
/// </summary>
internal static class FieldNames
{
    /// <summary>Nested objects that are the alert.</summary>
    public static readonly FrozenSet<string> Alerts = FrozenSet.ToFrozenSet(
    [
        "alert", "alarm", "incident", "event", "monitor", "check", "problem", "issue", "detail", "details", "finding",
        "notification", "message", "data", "payload", "body", "content", "attributes", "labels", "commonlabels",
        "annotations", "commonannotations", "error", "essentials", "objectattributes", "item", "alertgroup", "outage",
        "violation", "heartbeat", "customdetails", "alerts", "incidents", "events", "problems", "issues", "findings",
        "notifications", "attachments", "embeds", "violations", "alarms", "fields", "outputfields", "webhookeventdata",
        "links", "permalinks", "urls", "savedsearch", "checkresult",
    ]);

    /// <summary>Beginnings of such names: <c>public_incident.incident_created_v2</c> of incident.io.</summary>
    public static readonly string[] AlertBeginnings = ["publicincident", "privateincident", "publicalert"];

    /// <summary>Endings of such names, as in <c>metric_alert</c>.</summary>
    public static readonly string[] AlertEndings = ["alert", "alarm", "incident", "problem", "violation"];

    /// <summary>An earlier state, or another alert.</summary>
    public static readonly string[] Others =
        ["last", "previous", "prev", "old", "prior", "before", "parent", "related", "original", "linked", "next"];

    /// <summary>Nested objects that are the run of a job. They count if nothing outside says what happened.</summary>
    public static readonly FrozenSet<string> Runs = FrozenSet.ToFrozenSet(
    [
        "run", "build", "workflowrun", "workflow", "checksuite", "checkrun", "pipeline", "job", "deployment", "deploy",
        "commitstatus", "release", "execution", "task", "test", "site", "service", "rule", "trigger", "condition",
        "sensor", "device",
        "check", "resource", "behavior", "metric", "app", "application", "project", "repository", "repo", "workspace",
        "entity", "definition",
    ]);

    /// <summary>Objects that hold the fields of the object around them.</summary>
    public static readonly FrozenSet<string> Containers =
        FrozenSet.ToFrozenSet(["metadata", "attributes", "fields", "essentials"]);

    /// <summary>Objects and fields that only the run of a job has. Its ids change with each run.</summary>
    public static readonly FrozenSet<string> RunObjects = FrozenSet.ToFrozenSet(
        ["run", "build", "workflowrun", "workflow", "checksuite", "checkrun", "pipeline", "job", "deployment",
            "deploy", "commitstatus", "release", "execution"]);

    public static readonly FrozenSet<string> RunFields = FrozenSet.ToFrozenSet(
        ["runid", "buildid", "buildnumber", "buildurl", "runurl", "runnumber", "deployid", "deployurl", "headsha",
            "headbranch", "jobrunid", "executionid", "pipelineid", "commitsha"]);

    /// <summary>Fields whose value may be an object with the word in it.</summary>
    public static readonly FrozenSet<string> Labelled = FrozenSet.ToFrozenSet(
        [
            "status", "state", "severity", "priority", "urgency", "impact", "level", "criticality", "alertseverity",
            "incidentstatus",
        ]);

    public static readonly string[] LabelsOfValues =
        ["name", "label", "summary", "description", "displayName", "display_name", "value", "text", "level", "title",
        "id"];

    public static readonly string[] States =
    [
        "status", "state", "alertstatus", "alertstate", "currentstate", "newstate", "eventaction", "action",
        "transition", "alerttransition", "newhealth", "newstatus", "currentstatus", "currenthealth",
    ];

    public static readonly string[] MoreStates =
    [
        "monitorcondition", "notificationtype", "messagetype", "alertaction", "alertevent", "eventstatus",
        "eventstate", "incidentstatus", "incidentstate", "problemstate", "problemstatus", "checkstate",
        "checkstatename", "monitorstatus", "servicestate", "hoststate", "alerttypefriendlyname", "statusname",
        "statename", "triggertype", "violationeventtype", "eventname", "eventtype", "alerttype", "event", "type",
        "trigger", "webhookevent", "phase", "health", "healthstatus", "runstatus", "buildstatus", "jobstatus",
        "conclusion", "result", "outcome", "statusextended", "alert",
    ];

    /// <summary>What somebody or something did, beside which the state of the alert may stand.</summary>
    public static readonly string[] Actions =
    [
        "notificationtype", "eventaction", "action", "alertaction", "eventtype", "eventname", "event", "alertevent",
        "messagetype", "webhookevent", "trigger", "type",
    ];

    /// <summary>Booleans, and times that are set when it ends.</summary>
    public static readonly string[] Ended =
    [
        "resolved", "isresolved", "recovered", "isrecovered", "closed", "isclosed", "cleared", "backtonormal",
        "resolvedat", "recoveredat", "closedat", "clearedat", "endedat", "resolvedtime", "resolvedon",
        "resolveddatetime",
    ];

    /// <summary>Booleans that are false when it ends.</summary>
    public static readonly string[] Ongoing =
        ["isopen", "firing", "isfiring", "isdown", "down", "isactive", "inalarm", "alerting", "triggered"];

    /// <summary>Flags that are true when it ends.</summary>
    public static readonly string[] Good =
    [
        "healthy", "ishealthy", "success", "successful", "issuccess", "succeeded", "ok", "isok", "up", "isup", "passed",
        "passing", "alive", "isalive", "reachable", "isreachable", "online", "isonline",
    ];

    public static readonly string[] ExitCodes = ["exitcode", "exitstatus", "returncode"];

    /// <summary>Numbers that are 0 when it ends.</summary>
    public static readonly string[] StateNumbers =
        ["eventvalue", "triggervalue", "state", "alertstate", "servicestateid", "hoststateid", "checkstatus"];

    public static readonly string[] Conclusions = ["conclusion", "result", "outcome"];

    public static readonly string[] Severities = ["severity", "severitylabel"];

    /// <summary>Where a word stands beside a number.</summary>
    public static readonly string[] SeverityWordNames =
        ["severity", "severitylabel", "severityname", "severitytext", "severitylevel", "severitydescription"];

    public static readonly string[] Levels =
        ["level", "loglevel", "priority", "urgency", "criticality"];

    public static readonly string[] MoreSeverities =
    [
        "alertseverity", "eventseverity", "triggerseverity", "incidentseverity", "topseverity", "maxseverity",
        "severityname", "severitylevel", "sev", "alertlevel", "alertpriority", "incidentpriority", "eventpriority",
        "importance", "importancelevel", "impact", "impactlevel", "servicestate", "hoststate", "nseverity",
        "eventnseverity", "triggernseverity", "severityid", "severitynumber", "riskscore", "severityscore",
        "cvss", "cvssscore",
    ];

    /// <summary>Types, which are a severity in some systems and a state in others.</summary>
    public static readonly string[] Types = ["alerttype", "type", "messagetype", "triggertype"];

    public static readonly string[] Colors = ["color", "colour", "themecolor"];

    public static readonly string[] Titles = ["title", "subject", "headline"];

    public static readonly string[] Summaries = ["summary", "alertname", "alerttitle", "eventtitle"];

    public static readonly string[] Named = ["name", "checkname", "monitorname", "rulename"];

    public static readonly string[] MoreTitles =
    [
        "alertsubject", "messagetitle", "problemtitle", "incidenttitle", "incidentname", "issuetitle", "alarmname",
        "eventdefinitiontitle", "detectname", "detectionname", "threatname", "conditionname", "alertrule",
        "alertrulename", "shortdescription", "shortmessage",
        "humanreadable", "displayname", "entitydisplayname", "monitorfriendlyname", "savedsearchname", "searchname",
        "policyname", "triggername", "detector", "detectorname", "alert", "monitor", "problem", "check", "rule",
        "activitytitle", "eventdisplayname", "summarymessage", "descriptiontitle", "pretext", "fallback",
        "workspacename", "fulldisplayname", "test", "testname", "jobname",
    ];

    public static readonly string[] Texts =
    [
        "text", "message", "textpayload", "description", "body", "details", "detail", "reason", "cause", "error",
        "errormessage",
        "output", "content", "msg", "longdescription",
    ];

    /// <summary>Texts that describe the alert; the others are the output of a check, which differs each time.</summary>
    public static readonly string[] Prose =
    [
        "text", "message", "textpayload", "description", "body", "details", "detail", "content", "msg",
        "longdescription",
    ];

    public static readonly string[] MoreTexts =
    [
        "messagebody", "alertmessage", "alertdetails", "summarymessage", "eventmessage", "incidentreason",
        "problemdetailstext", "statemessage", "serviceoutput", "hostoutput", "info", "notes", "suggestion",
        "rulemessage", "runmessage",
    ];

    public static readonly string[] Keys =
    [
        "dedupkey", "dedup", "deduplicationkey", "incidentkey", "alias", "fingerprint", "alertid", "incidentid",
        "alertkey", "groupkey",
    ];

    public static readonly string[] MoreKeys =
    [
        "dedupekey", "dedupid", "deduplicationid", "alertuid", "alertuuid", "problemid", "violationid",
        "alertgroupid", "alertcorrelationid", "correlationkey", "episodeid", "incidentnumber", "incidentuuid",
        "issueid", "issuekey", "alarmid", "entityid", "ticketid", "caseid", "sysid", "problemkey",
    ];

    /// <summary>Keys that say by themselves what they identify; ids need their kind.</summary>
    public static readonly FrozenSet<string> PlainKeys = FrozenSet.ToFrozenSet(
    [
        "dedupkey", "dedup", "deduplicationkey", "incidentkey", "alias", "fingerprint", "alertkey", "groupkey",
        "dedupekey", "dedupid", "deduplicationid", "alertcorrelationid", "correlationkey",
    ]);

    /// <summary>Fields that name the alert or check beside a message that says what it found.</summary>
    public static readonly FrozenSet<string> Checks = FrozenSet.ToFrozenSet(
        ["alert", "alarm", "check", "rule", "alertrule", "chart", "definition", "monitor", "monitorname", "endpoint"]);

    /// <summary>Objects whose own <c>id</c> is that of the alert, and lasts until it ends.</summary>
    public static readonly FrozenSet<string> WithTheirOwnId = FrozenSet.ToFrozenSet(
    [
        "alert", "alarm", "incident", "issue", "problem", "alertgroup", "violation", "metricalert", "ticket", "case",
        "item", "error", "finding",
    ]);

    /// <summary>Ids of what is watched, or of the rule that watches it.</summary>
    public static readonly FrozenSet<string> RuleIds = FrozenSet.ToFrozenSet(
    [
        "monitorid", "ruleid", "checkid", "triggerid", "detectorid", "policyid", "conditionid", "testid", "sensorid",
        "alertruleid", "alertconfigid", "definitionid", "eventdefinitionid", "alertdefinitionid", "probeid",
        "healthcheckid", "workspaceid", "siteid", "savedsearchid", "healthruleid", "objectid", "deviceid", "hostid",
        "alertpolicyid", "queryid", "searchid", "projectid", "repositoryid", "workflowid", "definition", "thingname",
    ]);

    /// <summary>Those of a thing that may have several alerts.</summary>
    public static readonly FrozenSet<string> CoarseIds = FrozenSet.ToFrozenSet(
    [
        "projectid", "repositoryid", "repoid", "hostid", "deviceid", "objectid", "appid", "applicationid", "serviceid",
        "entityid",
    ]);

    /// <summary>Objects whose <c>id</c> is that of what is watched.</summary>
    public static readonly FrozenSet<string> Watched = FrozenSet.ToFrozenSet(
    [
        "monitor", "check", "rule", "alertrule", "trigger", "detector", "policy", "condition", "test", "sensor",
        "site", "device", "host", "project", "repository", "repo", "app", "application", "savedsearch", "workspace",
        "service", "behavior", "entity", "definition",
    ]);

    /// <summary>Ids of this message or run, which its end does not share.</summary>
    public static readonly FrozenSet<string> EventIds = FrozenSet.ToFrozenSet(["eventid", "uuid", "guid"]);

    /// <summary>The subject of an alert: the same title on two hosts is two alerts.</summary>
    public static readonly FrozenSet<string> Targets = FrozenSet.ToFrozenSet(
    [
        "host", "hostname", "hostnameandport", "device", "devicename", "instance", "instanceid", "node", "nodename",
        "server", "servername", "machine", "container", "pod", "namespace", "cluster", "clustername", "project",
        "projectname", "repository", "repo", "branch", "environment", "env", "app", "appname", "application",
        "applicationname", "service", "servicename", "resource", "resourcename", "entity", "entityname",
        "impactedentity", "target", "workspace", "workspacename", "monitor", "monitorname", "checkname", "sensor",
        "site", "volume", "queue", "database", "table", "thingname", "objectname", "workflow", "pipeline", "job",
        "jobname", "stage", "component", "servicedesc", "servicedescription", "fullname", "pathwithnamespace", "ref",
        "headbranch", "slug", "securityprofilename", "kind", "scope", "involvedobject", "regarding", "poolid",
        "poolname", "podname", "k8spodname", "k8snsname", "endpoint",
    ]);

    /// <summary>Objects with the values by which a rule splits its alerts.</summary>
    public static readonly FrozenSet<string> Groupings = FrozenSet.ToFrozenSet(
        ["groupby", "groupbyvalues", "grouplabels", "groupinglabels", "groupingkey", "dimensions"]);

    /// <summary>Targets whose name has dots, as in <c>k8s.pod.name</c>.</summary>
    public static readonly FrozenSet<string> DottedTargets = FrozenSet.ToFrozenSet(["k8spodname", "k8snsname"]);

    public static bool BeginsWith(string name, string[] beginnings) =>
        Array.Exists(beginnings, each => name.StartsWith(each, StringComparison.Ordinal));

    public static bool EndsWith(string name, string[] endings) =>
        Array.Exists(endings, each => name.EndsWith(each, StringComparison.Ordinal));

    public static readonly string[] Services = ["service", "servicename", "application", "app", "component"];

    public static readonly string[] Starts =
    [
        "startsat", "startedat", "starttime", "since", "firstseen", "firstoccurredat", "firedat", "fireddatetime",
        "triggeredat", "openedat", "opened", "startdate", "datestarted", "incidentstarttime", "problemstarttime",
        "statechangedtimestamp", "statechangedat", "lastchange", "firsttimestamp", "firstreceived", "downat",
        "statestarttime", "createdat", "created", "createdon", "createdtime", "creationdate", "creationtime",
    ];

    /// <summary>Starts, except when something was created, that say nothing about a change since.</summary>
    public static readonly string[] Ends =
    [
        "endsat", "resolvedat", "endedat", "closedat", "recoveredat", "clearedat", "resolveddatetime", "resolvedtime",
        "resolvedon", "resolved", "enddate", "dateended", "stoppedat", "finishedat", "completedat", "upat",
        "fixedat", "dismissedat", "endtime", "closed", "recovered", "cleared", "ended", "finishtime",
    ];

    public static readonly string[] Times =
    [
        "timestamp", "time", "occurredat", "eventtime", "date", "datetime", "updatedat", "updated", "lastupdated",
        "changedat", "changed", "modifiedat", "lastmodified", "lastseen", "lasttimestamp", "lastoccurredat",
        "happenedat",
        "receivedat", "ts", "triggertime", "incidenttimeiso", "incidenttime", "violationeventtime", "crontimestamp",
        "statustimestamp", "runupdatedat", "senttime", "sentat", "publishedat",
    ];
}
