using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Alerting.Alerts;

/// <summary>
/// Fingerprints in the order in which they were added, in eight bytes each. Immutable. As JSON it is an array of
/// strings, as version 1 wrote it.
/// </summary>
[JsonConverter(typeof(Json))]
public readonly record struct FingerprintSet
{
    /// <summary>Null when empty, so an empty set is the default and is not written.</summary>
    private readonly ulong[]? _hashes;

    private FingerprintSet(ulong[] hashes) => _hashes = hashes.Length == 0 ? null : hashes;

    public int Count => Hashes.Length;

    private ReadOnlySpan<ulong> Hashes => _hashes;

    public static FingerprintSet Of(IEnumerable<string> fingerprints) => default(FingerprintSet).With(fingerprints);

    public bool Contains(string fingerprint) => Hashes.Contains(Hash(fingerprint));

    /// <summary>Those already in the set keep their place.</summary>
    public FingerprintSet With(IEnumerable<string> fingerprints) => With([.. fingerprints.Select(Hash)]);

    public FingerprintSet With(FingerprintSet others) => With(others.Hashes.ToArray());

    public FingerprintSet Without(FingerprintSet others) => Where(others, isIn: false);

    public FingerprintSet In(FingerprintSet others) => Where(others, isIn: true);

    /// <summary>The ones added last.</summary>
    public FingerprintSet Newest(int count) => Count <= count ? this : new(Hashes[^count..].ToArray());

    /// <summary>The ones added first.</summary>
    public FingerprintSet Oldest(int count) => Count <= count ? this : new(Hashes[..count].ToArray());

    private FingerprintSet With(ulong[] others)
    {
        var added = new List<ulong>(others.Length);
        if (IsSmall(others))
        {
            foreach (var hash in others)
            {
                if (!Hashes.Contains(hash) && !added.Contains(hash))
                    added.Add(hash);
            }
        }
        else
        {
            var known = new HashSet<ulong>(_hashes ?? []);
            added.AddRange(others.Where(known.Add));
        }
        return added.Count == 0 ? this : new([.. Hashes, .. added]);
    }

    private FingerprintSet Where(FingerprintSet others, bool isIn)
    {
        if (_hashes is null)
            return this;
        var known = IsSmall(others.Hashes) ? null : new HashSet<ulong>(others._hashes!);
        var left = Array.FindAll(_hashes, hash => (known?.Contains(hash) ?? others.Hashes.Contains(hash)) == isIn);
        return left.Length == _hashes.Length ? this : new(left);
    }

    /// <summary>Whether searching is faster than hashing.</summary>
    private bool IsSmall(ReadOnlySpan<ulong> others) => Count <= 32 || others.Length <= 32;

    /// <summary>A fingerprint is the hexadecimal form of a hash; any other text is hashed.</summary>
    private static ulong Hash(string text) =>
        text.Length == 2 * sizeof(ulong)
            && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hash)
                ? hash
                : ulong.Parse(Fingerprint.Of(text), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    public sealed class Json : JsonConverter<FingerprintSet>
    {
        public override FingerprintSet Read(ref Utf8JsonReader reader, Type typeToConvert,
            JsonSerializerOptions options)
        {
            var read = new List<ulong>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                read.Add(Hash(reader.GetString() ?? ""));
            return new FingerprintSet([.. read]);
        }

        public override void Write(Utf8JsonWriter writer, FingerprintSet value, JsonSerializerOptions options)
        {
            Span<byte> bytes = stackalloc byte[sizeof(ulong)];
            Span<char> text = stackalloc char[2 * sizeof(ulong)];
            writer.WriteStartArray();
            foreach (var hash in value.Hashes)
            {
                BinaryPrimitives.WriteUInt64BigEndian(bytes, hash);
                Convert.TryToHexStringLower(bytes, text, out _);
                writer.WriteStringValue(text);
            }
            writer.WriteEndArray();
        }
    }
}
