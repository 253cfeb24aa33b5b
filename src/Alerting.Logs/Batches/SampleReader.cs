using System.Text;

namespace Alerting.Logs.Batches;

/// <summary>
/// Reads a line that is kept as a sample: without its secrets. They are redacted in the line as it came, because a
/// header's reader may take a part of a secret and leave a rest that no rule recognises.
/// </summary>
internal sealed class SampleReader(Func<string, string>? redact, SecretKeyTest isSecretKey)
{
    /// <summary>The rest of a longer event is not kept, except for the frames of its stack trace.</summary>
    private const int Longest = 16 * 1024;

    private readonly LogClassifier _classifier = new(isSecretKey);
    private byte[] _redacted = [];

    /// <summary>The line without its secrets, and its verdict. Both are valid until the next call.</summary>
    public ReadOnlySpan<byte> Read(scoped ReadOnlySpan<byte> text, ref LogVerdict verdict)
    {
        if (redact is null)
        {
            return default;
        }

        var whole = Encoding.UTF8.GetString(text[..Math.Min(text.Length, Longest)]);
        var redacted = redact(whole);
        if (redacted == whole)
        {
            return default;
        }

        _redacted = Encoding.UTF8.GetBytes(redacted);
        _classifier.Classify(_redacted, out verdict);
        return _redacted;
    }
}
