using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace Alerting.Grouping.Storage;

/// <summary>
/// The alerts of a group by fingerprint. Immutable, but split into chunks: a message concerns one alert, and changing
/// it copies only its chunk.
/// </summary>
[JsonConverter(typeof(EntryListJson))]
[CollectionBuilder(typeof(EntryList), nameof(Create))]
public sealed class EntryList : IReadOnlyList<AlertEntry>
{
    internal const int ChunkSize = 16;

    internal EntryList(ulong[] keys, AlertEntry[][] chunks) => (Keys, Chunks) = (keys, chunks);

    public static EntryList Empty { get; } = new([], []);

    public int Length => Keys.Length;

    public bool IsEmpty => Keys.Length == 0;

    int IReadOnlyCollection<AlertEntry>.Count => Keys.Length;

    /// <summary>Sorted. Kept apart from the entries because a compact index stays in the processor's cache.</summary>
    internal ulong[] Keys { get; }

    /// <summary>The entries in the order of the keys; all chunks but the last are full.</summary>
    internal AlertEntry[][] Chunks { get; }

    public AlertEntry this[int index] => Chunks[index / ChunkSize][index % ChunkSize];

    public AlertEntry? Find(string fingerprint) =>
        Array.BinarySearch(Keys, KeyOf(fingerprint)) is >= 0 and var at ? this[at] : null;

    public static EntryList Create(ReadOnlySpan<AlertEntry> entries)
    {
        var sorted = entries.ToArray();
        var keys = Array.ConvertAll(sorted, entry => KeyOf(entry.Fingerprint));
        Array.Sort(keys, sorted);
        return new EntryList(keys, [.. sorted.Chunk(ChunkSize)]);
    }

    public IEnumerator<AlertEntry> GetEnumerator() => Chunks.SelectMany(chunk => chunk).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A fingerprint is 64 bits in hexadecimal, so the keys sort like the fingerprints.</summary>
    internal static ulong KeyOf(string fingerprint) =>
        ulong.TryParse(fingerprint, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var key)
            ? key
            : SeenEvents.Hash(fingerprint);
}

/// <summary>
/// The alerts of a group while one message is processed. A chunk is copied before its first change, so the original
/// list stays unchanged.
/// </summary>
internal sealed class EntryListDraft(EntryList before)
{
    private ulong[] _keys = before.Keys;
    private AlertEntry[][] _chunks = before.Chunks;

    /// <summary>Which chunks were copied already; null until the first change.</summary>
    private bool[]? _copied;

    public int Length => _keys.Length;

    public AlertEntry? Find(string fingerprint)
    {
        var at = IndexOf(fingerprint);
        return at >= 0 ? At(at) : null;
    }

    /// <summary>Adds the entry or replaces the one with its fingerprint, which it returns.</summary>
    public AlertEntry? Put(AlertEntry entry)
    {
        var at = IndexOf(entry.Fingerprint);
        if (at < 0)
        {
            Rebuild([.. _keys.AsSpan(0, ~at), EntryList.KeyOf(entry.Fingerprint), .. _keys.AsSpan(~at)],
                [.. ToArray().AsSpan(0, ~at), entry, .. ToArray().AsSpan(~at)]);
            return null;
        }
        var old = At(at);
        Writable(at / EntryList.ChunkSize)[at % EntryList.ChunkSize] = entry;
        return old;
    }

    public void Remove(string fingerprint)
    {
        var at = IndexOf(fingerprint);
        var all = ToArray();
        Rebuild([.. _keys.AsSpan(0, at), .. _keys.AsSpan(at + 1)], [.. all.AsSpan(0, at), .. all.AsSpan(at + 1)]);
    }

    public EntryList ToList() => _copied is null && _keys == before.Keys ? before : new EntryList(_keys, _chunks);

    public AlertEntry[] ToArray()
    {
        var all = new AlertEntry[_keys.Length];
        for (var i = 0; i < _chunks.Length; i++)
            _chunks[i].CopyTo(all, i * EntryList.ChunkSize);
        return all;
    }

    public Enumerator GetEnumerator() => new(_chunks);

    private AlertEntry At(int index) => _chunks[index / EntryList.ChunkSize][index % EntryList.ChunkSize];

    private int IndexOf(string fingerprint) => Array.BinarySearch(_keys, EntryList.KeyOf(fingerprint));

    private AlertEntry[] Writable(int chunk)
    {
        if (_copied is null)
            (_copied, _chunks) = (new bool[_chunks.Length], [.. _chunks]);
        if (!_copied[chunk])
            (_copied[chunk], _chunks[chunk]) = (true, [.. _chunks[chunk]]);
        return _chunks[chunk];
    }

    private void Rebuild(ulong[] keys, AlertEntry[] entries)
    {
        (_keys, _chunks) = (keys, [.. entries.Chunk(EntryList.ChunkSize)]);
        _copied = new bool[_chunks.Length];
        Array.Fill(_copied, true);
    }

    /// <summary>May or may not see changes made during the enumeration.</summary>
    public struct Enumerator(AlertEntry[][] chunks)
    {
        private int _chunk;
        private int _index = -1;

        public readonly AlertEntry Current => chunks[_chunk][_index];

        public bool MoveNext()
        {
            if (_chunk < chunks.Length && ++_index < chunks[_chunk].Length)
                return true;
            _index = 0;
            return ++_chunk < chunks.Length;
        }
    }
}
