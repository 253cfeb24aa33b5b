namespace Amazon.Lambda.CloudWatchEvents.ScheduledEvents;

/// <summary>
/// A schedule rule's event: <c>{"detail-type":"Scheduled Event","source":"aws.events","detail":{}}</c>.
/// See https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html.
/// </summary>
public class ScheduledEvent : CloudWatchEvent<Detail>;
