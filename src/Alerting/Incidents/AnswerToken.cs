using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Alerting.Incidents;

/// <summary>The person an answer link was sent to, and its incident.</summary>
/// <param name="Name">The person's key, or the receiver's: the page then asks who answers.</param>
public sealed record AnswerToken(string IncidentId, string Name, bool IsPerson)
{
    private const string Purpose = "answer link";

    /// <summary>The key's id, the incident's and the kind of name.</summary>
    private const int NameAt = 10;

    /// <summary>Longer names would make a link too long for a text message.</summary>
    private const int MaxName = 64;

    /// <summary>Null when the incident has an id of version 1, or the name is too long.</summary>
    public string? Write(AnswerKeys keys)
    {
        var name = Encoding.UTF8.GetBytes(Name);
        if (name.Length > MaxName || !TryNumber(IncidentId, out var number))
            return null;
        byte[] content = [keys.Id, .. BitConverter.GetBytes(number), (byte)(IsPerson ? 'p' : 'r'), .. name];
        return Base64Url.EncodeToString([.. content, .. keys.Sign(Purpose, content)]);
    }

    /// <summary>Null for a link that no key signed, or that was altered.</summary>
    public static AnswerToken? Read(string text, AnswerKeys keys)
    {
        if (text.Length > 200 || !Base64Url.IsValid(text))
            return null;
        var bytes = Base64Url.DecodeFromChars(text);
        var length = bytes.Length - AnswerKeys.SignatureLength;
        if (length <= NameAt || !keys.IsSigned(Purpose, bytes.AsSpan(0, length), bytes.AsSpan(length)))
            return null;
        var incident = "i" + BitConverter.ToUInt64(bytes, 1).ToString("x15", CultureInfo.InvariantCulture);
        return new AnswerToken(incident, Encoding.UTF8.GetString(bytes, NameAt, length - NameAt),
            IsPerson: bytes[NameAt - 1] == 'p');
    }

    /// <summary>An incident's id is a letter and 15 hexadecimal digits.</summary>
    private static bool TryNumber(string incidentId, out ulong number)
    {
        number = 0;
        return incidentId is ['i', .. { Length: 15 } digits]
            && ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);
    }
}
