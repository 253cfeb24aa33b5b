namespace Alerting.Grouping;

/// <summary>
/// The incidents of a group while one message is worked on. Chunks are copied before they are changed, so that the list it
/// began with stays as it is.
/// </summary>
internal sealed class EntryListDraft(EntryList before)
{
    private ulong[] _keys = before.Keys;
    private AlertEntry[][] _chunks = before.Chunks;

    /// <summary>By number, the chunks that are its own already; null as long as nothing has changed.</summary>
    private bool[]? _own;

    public int Length => _keys.Length;

    public AlertEntry? Find(string fingerprint)
    {
        var at = IndexOf(fingerprint);
        return at >= 0 ? At(at) : null;
    }

    /// <summary>Puts the incident in the place of the one with its fingerprint, which it returns, or in a new one.</summary>
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
        Own(at / EntryList.ChunkSize)[at % EntryList.ChunkSize] = entry;
        return old;
    }

    public void Remove(string fingerprint)
    {
        var at = IndexOf(fingerprint);
        var all = ToArray();
        Rebuild([.. _keys.AsSpan(0, at), .. _keys.AsSpan(at + 1)], [.. all.AsSpan(0, at), .. all.AsSpan(at + 1)]);
    }

    public EntryList ToList() => _own is null && _keys == before.Keys ? before : new EntryList(_keys, _chunks);

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

    private AlertEntry[] Own(int chunk)
    {
        if (_own is null)
            (_own, _chunks) = (new bool[_chunks.Length], [.. _chunks]);
        if (!_own[chunk])
            (_own[chunk], _chunks[chunk]) = (true, [.. _chunks[chunk]]);
        return _chunks[chunk];
    }

    private void Rebuild(ulong[] keys, AlertEntry[] entries)
    {
        (_keys, _chunks) = (keys, [.. entries.Chunk(EntryList.ChunkSize)]);
        _own = new bool[_chunks.Length];
        Array.Fill(_own, true);
    }

    /// <summary>What changes meanwhile may or may not be seen.</summary>
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
