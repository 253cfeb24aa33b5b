namespace Alerting.Grouping;

/// <summary>
/// The incidents of a group while one message is worked on. Chunks are copied before they are changed, so that the list it
/// began with stays as it is.
/// </summary>
internal sealed class IncidentDraft(IncidentList before)
{
    private ulong[] _keys = before.Keys;
    private Incident[][] _chunks = before.Chunks;

    /// <summary>By number, the chunks that are its own already; null as long as nothing has changed.</summary>
    private bool[]? _own;

    public int Length => _keys.Length;

    public Incident? Find(string fingerprint)
    {
        var at = IndexOf(fingerprint);
        return at >= 0 ? At(at) : null;
    }

    /// <summary>Puts the incident in the place of the one with its fingerprint, which it returns, or in a new one.</summary>
    public Incident? Put(Incident incident)
    {
        var at = IndexOf(incident.Fingerprint);
        if (at < 0)
        {
            Rebuild([.. _keys.AsSpan(0, ~at), IncidentList.KeyOf(incident.Fingerprint), .. _keys.AsSpan(~at)],
                [.. ToArray().AsSpan(0, ~at), incident, .. ToArray().AsSpan(~at)]);
            return null;
        }
        var old = At(at);
        Own(at / IncidentList.ChunkSize)[at % IncidentList.ChunkSize] = incident;
        return old;
    }

    public void Remove(string fingerprint)
    {
        var at = IndexOf(fingerprint);
        var all = ToArray();
        Rebuild([.. _keys.AsSpan(0, at), .. _keys.AsSpan(at + 1)], [.. all.AsSpan(0, at), .. all.AsSpan(at + 1)]);
    }

    public IncidentList ToList() => _own is null && _keys == before.Keys ? before : new IncidentList(_keys, _chunks);

    public Incident[] ToArray()
    {
        var all = new Incident[_keys.Length];
        for (var i = 0; i < _chunks.Length; i++)
            _chunks[i].CopyTo(all, i * IncidentList.ChunkSize);
        return all;
    }

    public Enumerator GetEnumerator() => new(_chunks);

    private Incident At(int index) => _chunks[index / IncidentList.ChunkSize][index % IncidentList.ChunkSize];

    private int IndexOf(string fingerprint) => Array.BinarySearch(_keys, IncidentList.KeyOf(fingerprint));

    private Incident[] Own(int chunk)
    {
        if (_own is null)
            (_own, _chunks) = (new bool[_chunks.Length], [.. _chunks]);
        if (!_own[chunk])
            (_own[chunk], _chunks[chunk]) = (true, [.. _chunks[chunk]]);
        return _chunks[chunk];
    }

    private void Rebuild(ulong[] keys, Incident[] incidents)
    {
        (_keys, _chunks) = (keys, [.. incidents.Chunk(IncidentList.ChunkSize)]);
        _own = new bool[_chunks.Length];
        Array.Fill(_own, true);
    }

    /// <summary>What changes meanwhile may or may not be seen.</summary>
    public struct Enumerator(Incident[][] chunks)
    {
        private int _chunk;
        private int _index = -1;

        public readonly Incident Current => chunks[_chunk][_index];

        public bool MoveNext()
        {
            if (_chunk < chunks.Length && ++_index < chunks[_chunk].Length)
                return true;
            _index = 0;
            return ++_chunk < chunks.Length;
        }
    }
}
