using System.Buffers.Binary;
using System.Globalization;

namespace Alerting.Sources.Logs.Templates;

/// <summary>
/// What makes two log lines the same: 64 bits over a template, or over an exception and its frames.
/// </summary>
/// <remarks>
/// The same on every machine and in every process, so that two functions at work on one log group agree. The version goes
/// into the value: a change of the masking rules starts new groups instead of mixing with the old ones unnoticed.
/// </remarks>
public readonly record struct LogFingerprint(ulong Value)
{
    /// <summary>Raised whenever a rule changes what is masked, or what of a frame counts.</summary>
    public const int Version = 2;

    private const ulong Prime = 0x9E37_79B9_7F4A_7C15;

    /// <summary>16 hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);

    internal static LogFingerprint Start(int kind) => new(Mix(Prime ^ ((ulong)Version << 8) ^ (uint)kind, Prime));

    /// <summary>Adds a part; parts are told apart by their lengths, so ("ab", "c") differs from ("a", "bc").</summary>
    internal LogFingerprint With(ReadOnlySpan<byte> part)
    {
        var hash = Mix(Value ^ (ulong)part.Length, Prime);
        while (part.Length >= 8)
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(part), Prime);
            part = part[8..];
        }

        ulong rest = 0;
        for (var i = 0; i < part.Length; i++)
        {
            rest |= (ulong)part[i] << (8 * i);
        }

        return new(Mix(hash ^ rest ^ (Prime >> 1), Prime));
    }

    /// <summary>A full 128-bit product folded in half: each bit of the input reaches each bit of the output.</summary>
    private static ulong Mix(ulong a, ulong b)
    {
        var high = Math.BigMul(a ^ 0x2545_F491_4F6C_DD1D, b, out var low);
        return high ^ low ^ a;
    }
}
