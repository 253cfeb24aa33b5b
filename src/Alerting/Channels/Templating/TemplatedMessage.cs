using Alerting.Channels.Email;
using Alerting.Channels.Sms;
using Alerting.Channels.Sns;
using Alerting.Channels.Webhook;
using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.Text.Liquid;

namespace Alerting.Channels.Templating;

/// <summary>
/// A message with the texts of its templates. A template that fails or makes nothing loses no message: the built-in text
/// stays, and the reason is on record.
/// </summary>
internal sealed class TemplatedMessage(Message message, MessageTemplating own)
{
    private readonly List<string> _problems = [];

    /// <returns>The reason is null if every template worked.</returns>
    public static (Message Message, string? Problem) Of(ChannelOptions channel, Message message)
    {
        if (message.Templating is not { } own)
            return (message, null);
        var templated = new TemplatedMessage(message, own);
        var result = templated.Write(channel);
        return (result, templated._problems.Count == 0 ? null : string.Join(" ", templated._problems));
    }

    /// <summary>The template of a channel's text; null if it has none of its own.</summary>
    public static string? KeyOf(ChannelOptions channel) =>
        channel == SmsOptions.All ? TemplateKeys.Sms
        : channel == WebhookOptions.All ? TemplateKeys.Webhook
        : channel == EmailOptions.All || channel == SnsOptions.All ? TemplateKeys.Email
        : channel.Key is "pagerduty" or "opsgenie" ? null : TemplateKeys.Chat;

    /// <summary>The receiver's own templates for a channel's texts; empty if it has none.</summary>
    public static string SourceOf(Message message, string kind)
    {
        if (message.Templating?.Own is not { IsEmpty: false } own || !ChannelCatalog.TryFind(kind, out var channel))
            return "";
        var key = KeyOf(channel.Options);
        var text = key is null ? null : own.Find(key);
        var title = key == TemplateKeys.Webhook || (key == TemplateKeys.Sms && text is not null) ? null : own.Title;
        return title is null && text is null ? "" : $"|{title?.Source}|{text?.Source}";
    }

    private Message Write(ChannelOptions channel)
    {
        var result = message;
        var key = KeyOf(channel);
        if (key is not null && own.Templates.Find(key) is { } template)
            result = With(key, template);
        // Programs read the title of a webhook, and a text message has only one text.
        if (key != TemplateKeys.Webhook && result.OwnSms is null && own.Templates.Title is { } title
            && Text(TemplateKeys.Title, title) is var (text, safe))
        {
            result = result with { OwnTitle = safe.Plain(text.ReplaceLineEndings(" ")), Defuser = safe.Defuser };
        }
        return result;
    }

    private Message With(string key, LiquidTemplate template)
    {
        if (key == TemplateKeys.Webhook)
            return message with { OwnBody = Body(template) };
        if (Text(key, template) is not var (text, safe))
            return message;
        if (key != TemplateKeys.Sms)
            return WithText(safe.Plain(text));
        // The link to answer always stands at the end, and is never cut.
        text = message.AnswerUrl is { } answer ? text.Replace(answer, "", StringComparison.Ordinal) : text;
        if (safe.Gsm(text) is { Length: > 0 } sms)
            return message with { OwnSms = sms };
        Report(key, "made no letter of a text message");
        return message;
    }

    /// <summary>The text stands for all alerts; the buttons are those of the only one.</summary>
    private Message WithText(string text)
    {
        var first = message.Items[0];
        return message with
        {
            Whole = message,
            More = 0,
            Items =
            [
                first with
                {
                    Text = text,
                    When = "",
                    WhenShort = "",
                    Numbers = null,
                    Trend = null,
                    Facts = [],
                    Description = null,
                    Summary = null,
                    Samples = [],
                    Problems = [],
                    Links = message.Items.Count == 1 ? first.Links
                        : [.. first.Links.Where(link => link.Url == message.AnswerUrl)],
                },
            ],
        };
    }

    private ReadOnlyMemory<byte>? Body(LiquidTemplate template)
    {
        foreach (var smaller in Shrinking.Of(message))
        {
            var made = template.Render(TemplateModel.Of(smaller, own.Zone));
            if (made is { Error: not null, IsTooLarge: true })
                continue;
            if (Failed(TemplateKeys.Webhook, template, made))
                return null;
            if (new TemplateText(message, own, template).Json(made.Text, out var problem) is not { } body)
            {
                Report(TemplateKeys.Webhook, problem!);
                return null;
            }
            if (body.Length <= WebhookFormat.MaxBytes)
                return body;
        }
        Report(TemplateKeys.Webhook, "is too large or takes too many steps");
        return null;
    }

    private (string Text, TemplateText Safe)? Text(string key, LiquidTemplate template)
    {
        foreach (var smaller in Shrinking.Of(message))
        {
            var made = template.Render(TemplateModel.Of(smaller, own.Zone));
            if (made is { Error: not null, IsTooLarge: true })
                continue;
            if (Failed(key, template, made))
                return null;
            var safe = new TemplateText(message, own, template);
            if (safe.Plain(made.Text).Length > 0)
                return (made.Text, safe);
            Report(key, "made no text");
            return null;
        }
        Report(key, "is too large or takes too many steps");
        return null;
    }

    private bool Failed(string key, LiquidTemplate template, LiquidResult made)
    {
        if (made.Error is { } error)
            Report(key, $"failed at {LineOf(template.Source, error.Offset)}: {error.Text.TrimEnd('.')}");
        else if (string.IsNullOrWhiteSpace(made.Text))
            Report(key, "made no text");
        return made.Error is not null || string.IsNullOrWhiteSpace(made.Text);
    }

    private void Report(string key, string what) =>
        _problems.Add($"Template \"{key}\" {what}. The built-in text was used.");

    public static string LineOf(string source, int offset)
    {
        var before = source.AsSpan(0, Math.Min(offset, source.Length));
        return $"its line {before.Count('\n') + 1}, column {before.Length - before.LastIndexOf('\n')}";
    }
}
