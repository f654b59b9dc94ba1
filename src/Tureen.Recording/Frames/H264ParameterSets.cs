using Tureen.Engine.Codecs;
using Tureen.Engine.Rtp;

namespace Tureen.Recording.Frames;

/// <summary>The parameter sets of a stream, and the configuration record that files have of them (ISO/IEC 14496-15 §5.3.3).</summary>
internal sealed class H264ParameterSets(string? sprop)
{
    private const int SpsMinLength = 4;
    private const int MaxCount = 31;

    private readonly ParameterSetStore _store = SpropParameterSets.Read(sprop) ?? new ParameterSetStore();

    public bool IsComplete => _store.Kinds.HasFlag(ParameterSetKinds.Sequence) && _store.Kinds.HasFlag(ParameterSetKinds.Picture);

    /// <summary>Of the newest sequence.</summary>
    public int Width { get; private set; }

    public int Height { get; private set; }

    public void Add(ReadOnlySpan<byte> unit) => _store.Add(unit);

    /// <summary>Writes the record, and reads the size of the picture.</summary>
    public byte[] Write()
    {
        List<byte[]> sequences = Of(ParameterSetKinds.Sequence);
        List<byte[]> pictures = Of(ParameterSetKinds.Picture);
        byte[] sps = sequences[^1];
        (Width, Height) = H264Sps.ReadSize(sps);
        List<byte> record = [1, .. sps.Length >= SpsMinLength ? sps.AsSpan(1, 3) : [0, 0, 0], 0xFF, (byte)(0xE0 | sequences.Count)];
        sequences.ForEach(set => Append(record, set));
        record.Add((byte)pictures.Count);
        pictures.ForEach(set => Append(record, set));
        return [.. record];
    }

    private static void Append(List<byte> record, byte[] set)
    {
        record.Add((byte)(set.Length >> 8));
        record.Add((byte)set.Length);
        record.AddRange(set);
    }

    private List<byte[]> Of(ParameterSetKinds wanted)
    {
        List<byte[]> sets = [];
        for (int i = 0; i < _store.Count && sets.Count < MaxCount; i++)
        {
            byte[] set = _store.Get(i, out ParameterSetKinds kind).ToArray();
            if (kind == wanted)
            {
                sets.Add(set);
            }
        }

        return sets;
    }
}
