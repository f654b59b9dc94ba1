using Tureen.Client.Native;

namespace Tureen.Server.Load.Media;

/// <summary>Makes the packets of one encoding of a camera: two temporal layers, and key frames when somebody asks.</summary>
internal sealed class VideoEncoding
{
    /// <summary>Bytes. With headers a packet stays below 1200, as those of browsers.</summary>
    public const int MaxPayloadLength = 1_100;

    /// <summary>How much larger a key frame is than another, about as with cameras.</summary>
    private const int KeyFrameFactor = 4;

    private const int MaxPictureId = 0x7FFF;
    private const int MaxKeyIndex = 0x1F;

    private readonly int _encoding;
    private readonly byte[] _key;
    private readonly byte[][] _deltas;
    private readonly int _frameLength;
    private readonly byte[] _payload = new byte[MaxPayloadLength];
    private Vp8FrameNumbers _numbers;
    private int _isKeyWanted = 1;

    /// <param name="encoding">Which one, 0 for the lowest.</param>
    /// <param name="layer">What it sends.</param>
    /// <param name="framesPerSecond">How often.</param>
    /// <param name="firstPictureId">A random number, as encoders start with one.</param>
    public VideoEncoding(int encoding, VideoLayer layer, int framesPerSecond, int firstPictureId)
    {
        _encoding = encoding;
        _key = Vp8Frames.Key(layer.Width, layer.Height);
        _deltas = [Vp8Frames.Delta(layer.Width, layer.Height, isReference: true), Vp8Frames.Delta(layer.Width, layer.Height, isReference: false)];
        _frameLength = layer.BitsPerSecond / 8 / framesPerSecond;
        _numbers = new Vp8FrameNumbers(firstPictureId & MaxPictureId, 0, 0, 0);
    }

    /// <summary>The next frame is one that needs no other.</summary>
    public void RequestKeyFrame() => Volatile.Write(ref _isKeyWanted, 1);

    /// <summary>Sends the next frame.</summary>
    /// <param name="track">Where to.</param>
    /// <param name="timestamp">In the clock of video.</param>
    /// <param name="capturedAt">When it was seen.</param>
    /// <returns>The number of packets.</returns>
    public int Send(EncodedTrack track, uint timestamp, DateTimeOffset capturedAt)
    {
        bool isKey = Interlocked.Exchange(ref _isKeyWanted, 0) != 0;
        Advance(isKey);
        ReadOnlySpan<byte> frame = isKey ? _key : _deltas[_numbers.TemporalLayer];
        int length = Math.Max(frame.Length, isKey ? _frameLength * KeyFrameFactor : _frameLength);
        int packets = 0;
        for (int offset = 0; offset < length; packets++)
        {
            int part = Math.Min(length - offset, MaxPayloadLength - Vp8Descriptor.Length);
            Vp8Descriptor.Write(_payload, isStart: offset == 0, _numbers);
            Fill(_payload.AsSpan(Vp8Descriptor.Length, part), frame[Math.Min(offset, frame.Length)..]);
            offset += part;
            track.Write(new EncodedPacket
            {
                Payload = _payload.AsMemory(0, Vp8Descriptor.Length + part),
                Timestamp = timestamp,
                Marker = offset == length,
                Encoding = _encoding,
                CaptureTime = capturedAt,
            });
        }

        return packets;
    }

    /// <summary>The frame, and then padding, which no decoder reads.</summary>
    private static void Fill(Span<byte> part, ReadOnlySpan<byte> frame)
    {
        int copied = Math.Min(part.Length, frame.Length);
        frame[..copied].CopyTo(part);
        part[copied..].Clear();
    }

    /// <summary>Every second frame is one that no other builds on.</summary>
    private void Advance(bool isKey)
    {
        int temporalLayer = isKey || _numbers.TemporalLayer == 1 ? 0 : 1;
        _numbers = new Vp8FrameNumbers(
            (_numbers.PictureId + 1) & MaxPictureId,
            (byte)(_numbers.BaseIndex + (temporalLayer == 0 ? 1 : 0)),
            temporalLayer,
            (_numbers.KeyIndex + (isKey ? 1 : 0)) & MaxKeyIndex);
    }
}
