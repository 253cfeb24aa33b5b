using Alerting.Configuration;
using Alerting.Incidents;

namespace Alerting.Functions.Answers;

/// <summary>Where people answer, and the keys that sign their links. The template sets both variables.</summary>
internal sealed class AnswerSettings(Func<string, string?> environment, Secrets secrets)
{
    /// <summary>The URL of the function that serves the links.</summary>
    public const string UrlVariable = "ALERT_ANSWER_URL";

    /// <summary>The name of the parameter with the keys: a reference to a secret of Secrets Manager.</summary>
    public const string KeyVariable = "ALERT_ANSWER_KEY_PARAMETER";

    /// <summary>The name of the parameter with the Slack app's signing secret. Without it messages have no buttons.</summary>
    public const string SlackVariable = "ALERT_SLACK_SIGNATURE_PARAMETER";

    private (string Value, AnswerKeys? Keys) _known = ("", null);
    private AnswerLinks? _links;

    /// <summary>
    /// Null without a secret, and while it cannot be read: a page goes out without a link rather than not at
    /// all. The same object until the keys change.
    /// </summary>
    public async ValueTask<AnswerLinks?> LinksAsync(CancellationToken cancellation)
    {
        if (!Uri.TryCreate(environment(UrlVariable), UriKind.Absolute, out var url))
            return null;
        try
        {
            var before = _known.Keys;
            var keys = await KeysAsync(cancellation);
            if (keys is null)
                _links = null;
            else if (_links is null || keys != before)
                _links = new AnswerLinks(url, keys) { HasSlackButtons = HasSlackButtons };
            return _links;
        }
        catch (SecretException)
        {
            return _links;
        }
    }

    private bool HasSlackButtons => environment(SlackVariable) is { Length: > 0 };

    /// <summary>Throws <see cref="SecretException"/> when the secret cannot be read.</summary>
    public async ValueTask<AnswerKeys?> KeysAsync(CancellationToken cancellation)
    {
        if (environment(KeyVariable) is not { Length: > 0 } parameter)
            return null;
        var value = await secrets.ReadAsync(parameter, cancellation);
        if (value != _known.Value)
            _known = (value, AnswerKeys.Parse(value));
        return _known.Keys;
    }
}
