namespace Tureen.Recording.Matroska;

/// <summary>
/// The start of a file: what precedes the first cluster, with room for what is known only at the end. The same bytes at the same offsets in each file, so
/// that a file whose writer was killed can be finished later.
/// </summary>
internal static class MatroskaHeader
{
    /// <summary>Nanoseconds of one unit of time: a millisecond, as WebM wants it.</summary>
    public const ulong TimestampScale = 1_000_000;

    /// <summary>Bytes that are kept free for the index of the file's parts.</summary>
    public const int SeekHeadLength = 80;

    private const int OpusPreRollNanoseconds = 80_000_000;
    private const string Application = "Tureen";

    /// <summary>Writes the header.</summary>
    /// <param name="buffer">An empty buffer.</param>
    /// <param name="tracks">The tracks, numbered from 1.</param>
    /// <param name="startedAt">When the media at time zero was captured.</param>
    /// <param name="title">What the file is called inside.</param>
    /// <returns>Where the parts are that change at the end.</returns>
    public static MatroskaLayout Write(EbmlBuffer buffer, IReadOnlyList<MatroskaTrack> tracks, DateTimeOffset startedAt, string title)
    {
        // 1. The kind of file.
        int ebml = buffer.Begin(MatroskaId.Ebml);
        buffer.WriteUnsigned(MatroskaId.EbmlVersion, 1);
        buffer.WriteUnsigned(MatroskaId.EbmlReadVersion, 1);
        buffer.WriteUnsigned(MatroskaId.EbmlMaxIdLength, 4);
        buffer.WriteUnsigned(MatroskaId.EbmlMaxSizeLength, 8);
        buffer.WriteText(MatroskaId.DocType, tracks.All(static track => track.FitsWebm) ? "webm" : "matroska");
        buffer.WriteUnsigned(MatroskaId.DocTypeVersion, 4);
        buffer.WriteUnsigned(MatroskaId.DocTypeReadVersion, 2);
        buffer.End(ebml);

        // 2. All the rest is in the segment, whose length is not known before the end.
        buffer.BeginUnknown(MatroskaId.Segment);
        int segment = buffer.Length;
        buffer.WriteVoid(SeekHeadLength);

        // 3. The duration has a place at once.
        int infoAt = buffer.Length;
        int info = buffer.Begin(MatroskaId.Info);
        buffer.WriteUnsigned(MatroskaId.TimestampScale, TimestampScale);
        buffer.WriteFloat(MatroskaId.Duration, 0);
        int duration = buffer.Length - sizeof(double);
        WriteDate(buffer, startedAt);
        buffer.WriteText(MatroskaId.Title, title);
        buffer.WriteText(MatroskaId.MuxingApp, Application);
        buffer.WriteText(MatroskaId.WritingApp, Application);
        buffer.End(info);

        // 4. The tracks.
        int tracksAt = buffer.Length;
        int list = buffer.Begin(MatroskaId.Tracks);
        for (int i = 0; i < tracks.Count; i++)
        {
            WriteTrack(buffer, tracks[i], i + 1);
        }

        buffer.End(list);
        return new MatroskaLayout(segment, duration, infoAt - segment, tracksAt - segment);
    }

    private static void WriteDate(EbmlBuffer buffer, DateTimeOffset startedAt)
    {
        // Nanoseconds since 2001 (RFC 8794 §7.6).
        long nanoseconds = (startedAt.UtcDateTime - new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc)).Ticks * TimeSpan.NanosecondsPerTick;
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, nanoseconds);
        buffer.WriteBinary(MatroskaId.DateUtc, bytes);
    }

    private static void WriteTrack(EbmlBuffer buffer, MatroskaTrack track, int number)
    {
        int entry = buffer.Begin(MatroskaId.TrackEntry);
        buffer.WriteUnsigned(MatroskaId.TrackNumber, (ulong)number);
        buffer.WriteUnsigned(MatroskaId.TrackUid, (ulong)number);
        buffer.WriteUnsigned(MatroskaId.TrackType, track.IsVideo ? 1UL : 2UL);
        buffer.WriteUnsigned(MatroskaId.FlagLacing, 0);
        buffer.WriteText(MatroskaId.CodecId, track.CodecId);
        if (track.CodecPrivate.Length > 0)
        {
            buffer.WriteBinary(MatroskaId.CodecPrivate, track.CodecPrivate);
        }

        if (track.IsVideo)
        {
            int video = buffer.Begin(MatroskaId.Video);
            buffer.WriteUnsigned(MatroskaId.PixelWidth, (ulong)track.Width);
            buffer.WriteUnsigned(MatroskaId.PixelHeight, (ulong)track.Height);
            buffer.End(video);
        }
        else
        {
            buffer.WriteUnsigned(MatroskaId.SeekPreRoll, OpusPreRollNanoseconds);
            int audio = buffer.Begin(MatroskaId.Audio);
            buffer.WriteFloat(MatroskaId.SamplingFrequency, 48_000);
            buffer.WriteUnsigned(MatroskaId.Channels, (ulong)track.Channels);
            buffer.End(audio);
        }

        buffer.End(entry);
    }
}
