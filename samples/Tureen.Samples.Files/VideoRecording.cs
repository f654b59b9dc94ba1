using Tureen.Client.Native;

namespace Tureen.Samples.Files;

/// <summary>VP8 in an IVF file, from the first key frame on. Frames of which a packet is missing are left out, with what follows up to the next key frame.</summary>
internal sealed class VideoRecording : IDisposable
{
    /// <summary>Bytes. The longest frame that is recorded.</summary>
    private const int MaxFrameLength = 4 * 1024 * 1024;

    private readonly ReceivedTrack _track;
    private readonly IvfWriter _file;
    private readonly MemoryStream _frame = new();
    private readonly Lock _gate = new();
    private ushort _lastNumber;
    private bool _isWhole;
    private bool _waitsForKey = true;
    private bool _isDisposed;

    public VideoRecording(ReceivedTrack track, string path)
    {
        _track = track;
        _file = new IvfWriter(File.Create(path));
        track.OnPacket += Write;
        _ = track.RequestKeyFrameAsync();
    }

    public void Dispose()
    {
        _track.OnPacket -= Write;
        lock (_gate)
        {
            _isDisposed = true;
            _file.Dispose();
            _frame.Dispose();
        }
    }

    private void Write(ReceivedPacket packet)
    {
        lock (_gate)
        {
            if (_isDisposed || !Vp8Payload.TryRead(packet.Payload.Span, out Vp8Payload payload))
            {
                return;
            }

            bool isNext = (ushort)(packet.SequenceNumber - _lastNumber) == 1;
            _lastNumber = packet.SequenceNumber;
            if (payload.IsFirst)
            {
                _frame.SetLength(0);
                _waitsForKey &= !payload.IsKey;
                _isWhole = true;
            }

            _isWhole &= (payload.IsFirst || isNext) && _frame.Length + packet.Payload.Length <= MaxFrameLength;
            if (!_isWhole)
            {
                Ask();
                return;
            }

            _frame.Write(packet.Payload.Span[payload.HeaderLength..]);
            if (packet.Marker && !_waitsForKey)
            {
                _file.Write(_frame.GetBuffer().AsSpan(0, (int)_frame.Length), packet.Timestamp);
            }
        }
    }

    private void Ask()
    {
        if (!_waitsForKey)
        {
            _waitsForKey = true;
            _ = _track.RequestKeyFrameAsync();
        }
    }
}
