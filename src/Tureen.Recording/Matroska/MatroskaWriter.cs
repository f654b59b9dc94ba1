using System.Buffers.Binary;

namespace Tureen.Recording.Matroska;

/// <summary>
/// Writes a WebM or Matroska file as it grows. A cluster of about a second goes to the stream in one piece, with its length, so that whatever is in the file
/// can be played if nothing follows any more.
/// </summary>
internal sealed class MatroskaWriter
{
    /// <summary>Milliseconds of a cluster; blocks count from its start in 16 bits.</summary>
    private const int MaxClusterMilliseconds = 1_000;
    private const int MaxClusterLength = 1024 * 1024;
    private const int KeyFrame = 0x80;

    /// <summary>Milliseconds of the last frame where nothing says how long it is.</summary>
    private const long DefaultStep = 20;

    private const int BlockHeaderLength = 4;

    private readonly Stream _stream;
    private readonly MatroskaLayout _layout;
    private readonly EbmlBuffer _cluster = new();
    private readonly List<CueEntry> _cues = [];
    private readonly bool[] _isVideo;
    private readonly long[] _last;
    private int _clusterStart = -1;
    private long _clusterTime;
    private long _end;
    private bool _hasFrames;
    private long _lastStep = DefaultStep;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">An empty file.</param>
    /// <param name="tracks">The tracks, numbered from 1; video comes first.</param>
    /// <param name="startedAt">When the media at time zero was captured.</param>
    /// <param name="title">What the file is called inside.</param>
    /// <exception cref="IOException">The stream takes nothing.</exception>
    public MatroskaWriter(Stream stream, IReadOnlyList<MatroskaTrack> tracks, DateTimeOffset startedAt, string title)
    {
        _stream = stream;
        _isVideo = [.. tracks.Select(static track => track.IsVideo)];
        _last = [.. tracks.Select(static _ => -1L)];
        var header = new EbmlBuffer();
        _layout = MatroskaHeader.Write(header, tracks, startedAt, title);
        stream.Write(header.Written);
        stream.Flush();
        Length = header.Length;
    }

    /// <summary>Bytes that are in the file, in whole clusters.</summary>
    public long Length { get; private set; }

    /// <summary>From the first frame to the end of the last.</summary>
    public TimeSpan Duration => TimeSpan.FromMilliseconds(_end + (_hasFrames ? _lastStep : 0));

    /// <summary>Adds a frame. The times of a track may stand still, but never go back: a time that does is that of the frame before.</summary>
    /// <param name="track">The number of the track.</param>
    /// <param name="milliseconds">Its time.</param>
    /// <param name="isKeyFrame">Whether it can be decoded without others.</param>
    /// <param name="data">The frame.</param>
    /// <exception cref="IOException">The stream takes nothing more; what is in it can be played.</exception>
    public void Write(int track, long milliseconds, bool isKeyFrame, ReadOnlySpan<byte> data)
    {
        long time = Math.Max(Math.Max(milliseconds, 0), _last[track - 1] + (_isVideo[track - 1] ? 1 : 0));

        // Players go on from the first track, which is the video if there is any.
        bool isCue = isKeyFrame && track == 1;
        if (_clusterStart < 0 || NeedsNewCluster(time, isCue && _isVideo[0]))
        {
            Flush();
            Begin(time);
            if (isCue)
            {
                _cues.Add(new CueEntry(time, track, Length - _layout.SegmentStart));
            }
        }

        _cluster.WriteId(MatroskaId.SimpleBlock);
        _cluster.WriteSize(BlockHeaderLength + data.Length);
        Span<byte> header = stackalloc byte[BlockHeaderLength];
        header[0] = (byte)(0x80 | track);
        BinaryPrimitives.WriteInt16BigEndian(header[1..], (short)(time - _clusterTime));
        header[3] = (byte)(isKeyFrame ? KeyFrame : 0);
        _cluster.WriteRaw(header);
        _cluster.WriteRaw(data);
        NoteTime(track, time);
    }

    /// <summary>Writes what has been added so far.</summary>
    /// <exception cref="IOException">The stream takes nothing more; what is in it can be played.</exception>
    public void Flush()
    {
        if (_clusterStart < 0)
        {
            return;
        }

        _cluster.End(_clusterStart);
        _clusterStart = -1;
        _stream.Position = Length;
        _stream.Write(_cluster.Written);
        _stream.Flush();
        Length += _cluster.Length;
        _cluster.Clear();
    }

    /// <summary>Writes the rest, the index and the duration.</summary>
    /// <exception cref="IOException">The stream takes nothing more; <see cref="Abandon"/> may still make the file whole.</exception>
    public void Finish()
    {
        Flush();
        Length = MatroskaTail.Write(_stream, _layout, Length, Duration.TotalMilliseconds, _cues);
    }

    /// <summary>Makes the file whole after the stream has refused to take more: it ends with the last whole cluster, without an index.</summary>
    /// <exception cref="IOException">Not even that is possible; the file can be played nevertheless.</exception>
    public void Abandon()
    {
        _cluster.Clear();
        _clusterStart = -1;
        _stream.SetLength(Length);
        Length = MatroskaTail.Write(_stream, _layout, Length, Duration.TotalMilliseconds, []);
    }

    private bool NeedsNewCluster(long time, bool isVideoKeyFrame) =>
        isVideoKeyFrame
        || time - _clusterTime >= MaxClusterMilliseconds
        || time - _clusterTime < short.MinValue
        || _cluster.Length >= MaxClusterLength;

    private void Begin(long time)
    {
        _clusterStart = _cluster.Begin(MatroskaId.Cluster);
        _clusterTime = time;
        _cluster.WriteUnsigned(MatroskaId.ClusterTimestamp, (ulong)time);
    }

    private void NoteTime(int track, long time)
    {
        _hasFrames = true;
        if (time > _end)
        {
            _end = time;
            _lastStep = _last[track - 1] >= 0 ? Math.Clamp(time - _last[track - 1], 1, 1_000) : DefaultStep;
        }

        _last[track - 1] = time;
    }
}
