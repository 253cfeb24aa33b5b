using System.Buffers.Binary;
using System.Globalization;
using Alerting.Logs.Bytes;

namespace Alerting.Logs;

/// <summary>
/// Identifies log lines of the same kind: 64 bits over a template, or over an exception and its frames.
/// </summary>
/// <remarks>
/// The same on every machine and in every process, so that functions working on the same log group agree. It includes
/// the version, so that changed rules start new groups instead of silently mixing with old ones.
/// </remarks>
public readonly record struct LogFingerprint(ulong Value)
{
    /// <summary>Increase it whenever a change of the rules changes templates or the frames that count.</summary>
    public const int Version = 3;

    private const ulong Prime = 0x9E37_79B9_7F4A_7C15;

    /// <summary>16 hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);

    internal static LogFingerprint Start(int kind) => new(Mix(Prime ^ ((ulong)Version << 8) ^ (uint)kind, Prime));

    /// <summary>Adds a part and its length, so that ("ab", "c") differs from ("a", "bc").</summary>
    internal LogFingerprint With(ReadOnlySpan<byte> part)
    {
        var hash = Mix(Value ^ (ulong)part.Length, Prime);
        while (part.Length >= 8)
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(part), Prime);
            part = part[8..];
        }

        return new(Mix(hash ^ ShortWord.Read(part) ^ (Prime >> 1), Prime));
    }

    /// <summary>Folds a 128-bit product, so that each input bit affects each output bit.</summary>
    private static ulong Mix(ulong a, ulong b)
    {
        var high = Math.BigMul(a ^ 0x2545_F491_4F6C_DD1D, b, out var low);
        return high ^ low ^ a;
    }
}
