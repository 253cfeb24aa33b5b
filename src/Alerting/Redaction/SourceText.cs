using Alerting.Alerts;

namespace Alerting.Redaction;

/// <summary>Redacts the texts of one source.</summary>
internal readonly struct SourceText(Redactor redactor, string source)
{
    public static readonly SourceText Any = new(Redactor.BuiltIn, "");
    public static readonly SourceText OfLogs = new(Redactor.BuiltIn, Signal.LogSource);

    // An e-mail address in a log line is accidental; an event such as a bounced mail is useless without it.
    private readonly bool _keepsAddresses = source != Signal.LogSource;

    public string Redact(string text) => redactor.Apply(text, _keepsAddresses);

    public string? RedactAny(string? text) => text is null ? null : Redact(text);

    /// <summary>A value like "hunter2" is only recognised as a secret beside its name.</summary>
    public string Value(string name, string value)
    {
        if (value.Length == 0)
            return value;
        // Of {"password": {"value": "hunter2"}} the inner value is a secret.
        if (value[0] is '{' or '[' && IsSecret(name))
            return JsonRedaction.Under(name, value) ?? Redactor.Mark;
        var pair = Redact($"{name}={value}");
        // The name can hide what the value says itself: field=Authorization: Basic …
        return Redact(pair.Length > name.Length && pair[name.Length] == '='
            && pair.StartsWith(name, StringComparison.Ordinal) ? pair[(name.Length + 1)..] : value);
    }

    public Fact Fact(Fact fact) => new(Redact(fact.Name), Value(fact.Name, fact.Value));

    public Link Link(Link link) => new(Redact(link.Text),
        WithoutEncoded(Redact(link.Url)).Replace(Redactor.Mark, "redacted", StringComparison.Ordinal));

    public bool IsSecret(string name) => Redact(name + "=0123456789abcdef")
        .EndsWith(Redactor.Mark, StringComparison.Ordinal);

    /// <summary>
    /// Without the part that has a secret, if it has one when decoded. Consoles encode an alarm's name twice, with a
    /// dollar sign.
    /// </summary>
    private string WithoutEncoded(string url)
    {
        while (HasEncodedSecret(url))
        {
            var end = url.AsSpan().TrimEnd("/?#").LastIndexOfAny("/?#");
            if (end <= url.IndexOf("//", StringComparison.Ordinal) + 1)
                return "";
            url = url[..(end + 1)];
        }
        return url;
    }

    private bool HasEncodedSecret(string url)
    {
        for (var decoded = url; decoded.AsSpan().ContainsAny('%', '$');)
        {
            var before = decoded;
            decoded = Uri.UnescapeDataString(decoded.Replace('$', '%'));
            if (decoded == before)
                return false;
            if (Redact(decoded) != decoded)
                return true;
        }
        return false;
    }

    /// <summary>Ends in the hash of the original, because keys that differ only in a secret are different keys.</summary>
    public string Key(string key) =>
        Redact(key) is var redacted && redacted == key ? key : $"{redacted}…{Fingerprint.Of(key)}";
}
