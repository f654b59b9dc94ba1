using System.Buffers.Binary;

namespace Tureen.Recording.Matroska;

/// <summary>Finishes a file: the index at its end, then the lengths and positions at its start.</summary>
internal static class MatroskaTail
{
    /// <summary>Finishes a file that ends behind its last cluster.</summary>
    /// <param name="stream">The file, which can be read and written anywhere.</param>
    /// <param name="layout">Where its parts are.</param>
    /// <param name="end">Behind the last cluster.</param>
    /// <param name="milliseconds">Its duration.</param>
    /// <param name="cues">Where players can go on; empty to leave the index out, which needs no room on the disk.</param>
    /// <returns>The length of the file.</returns>
    public static long Write(Stream stream, in MatroskaLayout layout, long end, double milliseconds, IReadOnlyList<CueEntry> cues)
    {
        long length = end;
        if (cues.Count > 0)
        {
            var buffer = new EbmlBuffer();
            WriteCues(buffer, cues);
            stream.Position = end;
            stream.Write(buffer.Written);
            length = end + buffer.Length;
        }

        WriteSeekHead(stream, layout, cues.Count > 0 ? end - layout.SegmentStart : null);
        WriteDuration(stream, layout, milliseconds);
        Span<byte> size = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(size, (ulong)(length - layout.SegmentStart) | (1UL << 56));
        stream.Position = layout.SegmentStart - sizeof(ulong);
        stream.Write(size);
        stream.Position = length;
        stream.Flush();
        return length;
    }

    /// <summary>Writes the duration so far into the header.</summary>
    public static void WriteDuration(Stream stream, in MatroskaLayout layout, double milliseconds)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, milliseconds);
        stream.Position = layout.DurationOffset;
        stream.Write(bytes);
    }

    private static void WriteCues(EbmlBuffer buffer, IReadOnlyList<CueEntry> cues)
    {
        int all = buffer.Begin(MatroskaId.Cues);
        foreach (CueEntry cue in cues)
        {
            int point = buffer.Begin(MatroskaId.CuePoint);
            buffer.WriteUnsigned(MatroskaId.CueTime, (ulong)cue.Milliseconds);
            int positions = buffer.Begin(MatroskaId.CueTrackPositions);
            buffer.WriteUnsigned(MatroskaId.CueTrack, (ulong)cue.Track);
            buffer.WriteUnsigned(MatroskaId.CueClusterPosition, (ulong)cue.ClusterPosition);
            buffer.End(positions);
            buffer.End(point);
        }

        buffer.End(all);
    }

    private static void WriteSeekHead(Stream stream, in MatroskaLayout layout, long? cuesPosition)
    {
        var buffer = new EbmlBuffer();
        int head = buffer.Begin(MatroskaId.SeekHead);
        WriteSeek(buffer, MatroskaId.Info, layout.InfoPosition);
        WriteSeek(buffer, MatroskaId.Tracks, layout.TracksPosition);
        if (cuesPosition is { } position)
        {
            WriteSeek(buffer, MatroskaId.Cues, position);
        }

        buffer.End(head);
        buffer.WriteVoid(MatroskaHeader.SeekHeadLength - buffer.Length);
        stream.Position = layout.SegmentStart;
        stream.Write(buffer.Written);
    }

    private static void WriteSeek(EbmlBuffer buffer, uint id, long position)
    {
        int seek = buffer.Begin(MatroskaId.Seek);
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, id);
        buffer.WriteBinary(MatroskaId.SeekId, bytes);
        buffer.WriteUnsigned(MatroskaId.SeekPosition, (ulong)position);
        buffer.End(seek);
    }
}
