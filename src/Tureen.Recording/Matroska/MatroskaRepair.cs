using System.Buffers.Binary;

namespace Tureen.Recording.Matroska;

/// <summary>Finishes a file of <see cref="MatroskaWriter"/> whose writer was killed: removes half a cluster, writes the index and the duration.</summary>
internal static class MatroskaRepair
{
    private const int SegmentHeaderLength = 12;
    private const int MaxHeaderElements = 16;
    private const int BlockStartLength = 4;
    private const int KeyFrame = 0x80;
    private const int TrackMask = 0x7F;
    private const int LastStepMilliseconds = 20;

    /// <summary>Whether nobody has written the end of a file.</summary>
    public static bool IsUnfinished(Stream stream)
    {
        stream.Position = 0;
        if (!EbmlElement.TryRead(stream, out EbmlElement ebml) || ebml is not { Id: MatroskaId.Ebml, Size: not null })
        {
            return false;
        }

        stream.Position = ebml.End;
        return EbmlElement.TryRead(stream, out EbmlElement segment) && segment is { Id: MatroskaId.Segment, Size: null };
    }

    /// <summary>Reads the duration that is in the header.</summary>
    public static bool TryReadDuration(Stream stream, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (!TryReadHeader(stream, out MatroskaLayout layout, out _))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[sizeof(double)];
        stream.Position = layout.DurationOffset;
        stream.ReadExactly(bytes);
        double milliseconds = BinaryPrimitives.ReadDoubleBigEndian(bytes);
        duration = double.IsFinite(milliseconds) && milliseconds is >= 0 and < int.MaxValue ? TimeSpan.FromMilliseconds(milliseconds) : TimeSpan.Zero;
        return true;
    }

    /// <summary>Repairs a file.</summary>
    /// <param name="stream">The file, which can be read and written anywhere.</param>
    /// <param name="duration">How long it is now.</param>
    /// <returns>False if it is none that can be repaired; it is left as it was.</returns>
    public static bool TryRepair(Stream stream, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (!TryReadHeader(stream, out MatroskaLayout layout, out long firstCluster))
        {
            return false;
        }

        // 1. All whole clusters.
        long end = firstCluster;
        long lastTime = 0;
        List<CueEntry> cues = [];
        stream.Position = firstCluster;
        while (EbmlElement.TryRead(stream, out EbmlElement cluster)
            && cluster is { Id: MatroskaId.Cluster, Size: not null }
            && cluster.End <= stream.Length)
        {
            ReadCluster(stream, cluster, end - layout.SegmentStart, cues, ref lastTime);
            end = cluster.End;
            stream.Position = end;
        }

        // 2. What follows is half a cluster, or an index that is written anew.
        stream.SetLength(end);
        duration = TimeSpan.FromMilliseconds(end > firstCluster ? lastTime + LastStepMilliseconds : 0);
        MatroskaTail.Write(stream, layout, end, duration.TotalMilliseconds, cues);
        return true;
    }

    private static bool TryReadHeader(Stream stream, out MatroskaLayout layout, out long firstCluster)
    {
        layout = default;
        firstCluster = 0;
        stream.Position = 0;
        if (!EbmlElement.TryRead(stream, out EbmlElement ebml) || ebml is not { Id: MatroskaId.Ebml, Size: not null } || ebml.End > stream.Length)
        {
            return false;
        }

        stream.Position = ebml.End;
        if (!EbmlElement.TryRead(stream, out EbmlElement segment) || segment.Id != MatroskaId.Segment || segment.DataStart - ebml.End != SegmentHeaderLength)
        {
            return false;
        }

        EbmlElement info = default;
        EbmlElement tracks = default;
        long at = segment.DataStart;
        long infoAt = 0;
        long tracksAt = 0;
        for (int i = 0; i < MaxHeaderElements && EbmlElement.TryRead(stream, out EbmlElement element); i++)
        {
            if (element.Id == MatroskaId.Cluster || element.Size is null || element.End > stream.Length)
            {
                break;
            }

            (info, infoAt) = element.Id == MatroskaId.Info ? (element, at) : (info, infoAt);
            (tracks, tracksAt) = element.Id == MatroskaId.Tracks ? (element, at) : (tracks, tracksAt);
            at = stream.Position = element.End;
        }

        if (info.Id == 0 || tracks.Id == 0 || FindChild(stream, info, MatroskaId.Duration) is not { Size: sizeof(double) } duration)
        {
            return false;
        }

        firstCluster = at;
        layout = new MatroskaLayout(
            (int)segment.DataStart, (int)duration.DataStart, (int)(infoAt - segment.DataStart), (int)(tracksAt - segment.DataStart));
        return true;
    }

    private static EbmlElement? FindChild(Stream stream, EbmlElement parent, uint id)
    {
        stream.Position = parent.DataStart;
        while (stream.Position < parent.End && EbmlElement.TryRead(stream, out EbmlElement child) && child.Size is not null && child.End <= parent.End)
        {
            if (child.Id == id)
            {
                return child;
            }

            stream.Position = child.End;
        }

        return null;
    }

    /// <summary>A cluster that begins with a key frame of the first track is a place to go on.</summary>
    private static void ReadCluster(Stream stream, EbmlElement cluster, long position, List<CueEntry> cues, ref long lastTime)
    {
        long clusterTime = 0;
        bool isFirst = true;
        Span<byte> start = stackalloc byte[BlockStartLength];
        while (stream.Position < cluster.End && EbmlElement.TryRead(stream, out EbmlElement element) && element.Size is { } size && element.End <= cluster.End)
        {
            if (element.Id == MatroskaId.ClusterTimestamp && size <= sizeof(long))
            {
                for (int i = 0; i < size; i++)
                {
                    clusterTime = (clusterTime << 8) | (uint)stream.ReadByte();
                }
            }
            else if (element.Id == MatroskaId.SimpleBlock && size >= BlockStartLength)
            {
                stream.ReadExactly(start);
                long time = clusterTime + BinaryPrimitives.ReadInt16BigEndian(start[1..]);
                lastTime = Math.Max(lastTime, time);
                if (isFirst && (start[3] & KeyFrame) != 0 && (start[0] & TrackMask) == 1)
                {
                    cues.Add(new CueEntry(time, 1, position));
                }

                isFirst = false;
            }

            stream.Position = element.End;
        }
    }
}
