namespace Tureen.Client.Native.Tracks;

/// <summary>One track that is sent: the producer on the application's end, and the consumer that sends it to the server.</summary>
internal sealed class SentTrack
{
    private readonly Lock _gate = new();
    private readonly PacketWriter[] _writers;
    private readonly bool[] _isActive;
    private EncodedTrack? _track;

    public SentTrack(EncodedTrack track, Tureen.Producer producer, Tureen.Consumer consumer, MediaShape shape)
    {
        Producer = producer;
        Consumer = consumer;
        int payloadType = shape.Parameters.Codecs[0].PayloadType;
        _writers = [.. shape.Parameters.Encodings.Select(encoding => new PacketWriter(encoding.Ssrc!.Value, payloadType))];
        _isActive = [.. _writers.Select(static _ => true)];
        Replace(track);
    }

    public Tureen.Producer Producer { get; }

    public Tureen.Consumer Consumer { get; }

    /// <summary>Sends another track from now on; null for none.</summary>
    public void Replace(EncodedTrack? track)
    {
        if (_track is not null)
        {
            _track.Written -= Send;
        }

        _track = track;
        if (track is not null)
        {
            track.Written += Send;
        }
    }

    /// <summary>Sends no encoding above one.</summary>
    public void SetMaxSpatialLayer(int layer)
    {
        for (int i = 0; i < _isActive.Length; i++)
        {
            SetActive(i, i <= layer);
        }
    }

    public void SetAllActive(bool isActive)
    {
        for (int i = 0; i < _isActive.Length; i++)
        {
            SetActive(i, isActive);
        }
    }

    /// <summary>A receiver needs a key frame of a stream; false if the stream is none of this track.</summary>
    public bool HandleKeyFrameRequest(uint ssrc)
    {
        int encoding = Array.FindIndex(_writers, writer => writer.Ssrc == ssrc);
        if (encoding >= 0)
        {
            _track?.RequestKeyFrame(encoding);
        }

        return encoding >= 0;
    }

    public void Close()
    {
        Replace(null);
        Consumer.Close();
        Producer.Close();
    }

    private void SetActive(int encoding, bool isActive)
    {
        bool wasActive = _isActive[encoding];
        _isActive[encoding] = isActive;
        if (isActive && !wasActive)
        {
            _track?.RequestKeyFrame(encoding);
        }
    }

    private void Send(EncodedPacket packet)
    {
        lock (_gate)
        {
            if ((uint)packet.Encoding < (uint)_writers.Length && _isActive[packet.Encoding])
            {
                Producer.Send(_writers[packet.Encoding].Write(packet));
            }
        }
    }
}
