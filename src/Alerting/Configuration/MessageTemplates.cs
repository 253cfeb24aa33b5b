using Alerting.Text.Liquid;

namespace Alerting.Configuration;

/// <summary>The templates of the file or of a receiver; null where the built-in text is used.</summary>
public sealed record MessageTemplates
{
    public static MessageTemplates None { get; } = new();

    /// <summary>The headline of every channel, and an e-mail's subject.</summary>
    public LiquidTemplate? Title { get; init; }

    public LiquidTemplate? Sms { get; init; }

    /// <summary>The text of e-mails and of SNS topics.</summary>
    public LiquidTemplate? Email { get; init; }

    /// <summary>The text of chats and of push messages.</summary>
    public LiquidTemplate? Chat { get; init; }

    /// <summary>The whole body, which is JSON.</summary>
    public LiquidTemplate? Webhook { get; init; }

    public bool IsEmpty => this == None;

    /// <summary>These, and the general ones where these have none.</summary>
    public MessageTemplates Over(MessageTemplates general) => new()
    {
        Title = Title ?? general.Title,
        Sms = Sms ?? general.Sms,
        Email = Email ?? general.Email,
        Chat = Chat ?? general.Chat,
        Webhook = Webhook ?? general.Webhook,
    };

    public LiquidTemplate? Find(string key) => key switch
    {
        TemplateKeys.Title => Title,
        TemplateKeys.Sms => Sms,
        TemplateKeys.Email => Email,
        TemplateKeys.Chat => Chat,
        _ => Webhook,
    };

    public MessageTemplates With(string key, LiquidTemplate? template) => key switch
    {
        TemplateKeys.Title => this with { Title = template },
        TemplateKeys.Sms => this with { Sms = template },
        TemplateKeys.Email => this with { Email = template },
        TemplateKeys.Chat => this with { Chat = template },
        _ => this with { Webhook = template },
    };
}

/// <summary>The keys of <c>templates</c>.</summary>
public static class TemplateKeys
{
    public const string Title = "title";
    public const string Sms = "sms";
    public const string Email = "email";
    public const string Chat = "chat";
    public const string Webhook = "webhook";

    public static IReadOnlyList<string> All { get; } = [Title, Sms, Email, Chat, Webhook];
}
