using System.Buffers.Binary;
using Tureen.Recording.Matroska;

namespace Tureen.Tests.Recording.Matroska;

/// <summary>What a file says, read without the code that wrote it finished.</summary>
internal sealed class MatroskaFile
{
    private readonly byte[] _bytes;

    public MatroskaFile(byte[] bytes)
    {
        _bytes = bytes;
        Read(0, bytes.Length, depth: 0);
    }

    public string DocType { get; private set; } = "";

    public double Duration { get; private set; }

    public bool IsFinished { get; private set; }

    public List<string> Codecs { get; } = [];

    public List<string> Privates { get; } = [];

    public List<(int Track, long Time, bool IsKey, string Data)> Blocks { get; } = [];

    /// <summary>Times of the places to go on from, and whether a cluster is there.</summary>
    public List<(long Time, bool IsCluster)> Cues { get; } = [];

    private long _segment;
    private long _clusterTime;
    private long _cueTime;

    private void Read(long start, long end, int depth)
    {
        using var stream = new MemoryStream(_bytes);
        stream.Position = start;
        while (stream.Position < end && EbmlElement.TryRead(stream, out EbmlElement element))
        {
            long elementEnd = element.Size is null ? end : element.End;
            if (element.Id == MatroskaId.Segment)
            {
                _segment = element.DataStart;
                IsFinished = element.Size == _bytes.Length - element.DataStart;
            }

            if (elementEnd > end)
            {
                return;
            }

            Handle(element, elementEnd, depth);
            stream.Position = elementEnd;
        }
    }

    private void Handle(EbmlElement element, long end, int depth)
    {
        ReadOnlySpan<byte> data = _bytes.AsSpan((int)element.DataStart, (int)(end - element.DataStart));
        switch (element.Id)
        {
            case MatroskaId.Ebml or MatroskaId.Segment or MatroskaId.Info or MatroskaId.Tracks or MatroskaId.TrackEntry
                or MatroskaId.Cluster or MatroskaId.Cues or MatroskaId.CuePoint or MatroskaId.CueTrackPositions:
                Read(element.DataStart, end, depth + 1);
                break;
            case MatroskaId.DocType:
                DocType = System.Text.Encoding.UTF8.GetString(data);
                break;
            case MatroskaId.Duration:
                Duration = BinaryPrimitives.ReadDoubleBigEndian(data);
                break;
            case MatroskaId.CodecId:
                Codecs.Add(System.Text.Encoding.UTF8.GetString(data));
                break;
            case MatroskaId.CodecPrivate:
                Privates.Add(Convert.ToHexString(data));
                break;
            case MatroskaId.ClusterTimestamp:
                _clusterTime = Number(data);
                break;
            case MatroskaId.SimpleBlock:
                Blocks.Add((data[0] & 0x7F, _clusterTime + BinaryPrimitives.ReadInt16BigEndian(data[1..]), (data[3] & 0x80) != 0, Convert.ToHexString(data[4..])));
                break;
            case MatroskaId.CueTime:
                _cueTime = Number(data);
                break;
            case MatroskaId.CueClusterPosition:
                Cues.Add((_cueTime, _bytes.AsSpan((int)(_segment + Number(data)), 4).SequenceEqual<byte>([0x1F, 0x43, 0xB6, 0x75])));
                break;
            default:
                break;
        }
    }

    private static long Number(ReadOnlySpan<byte> data)
    {
        long value = 0;
        foreach (byte one in data)
        {
            value = (value << 8) | one;
        }

        return value;
    }
}
