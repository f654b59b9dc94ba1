namespace Tureen.Engine.Forwarding.Observers;

/// <summary>How much time each packet of an audio stream covers, from the steps of its RTP timestamps.</summary>
/// <remarks>
/// A step that no packet can cover (silence that was left out, a clock set anew, another SSRC) says nothing, and the last good one stays.
/// </remarks>
internal struct PacketDuration(int clockRate)
{
    /// <summary>The shortest packet of any codec (RFC 6716 §2.1.4).</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(2.5);

    /// <summary>The longest packet in use; a DTX gap of Opus, 400 ms, must be longer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(200);

    /// <summary>Packets. A number at most this far back is a late packet.</summary>
    private const int MaxLate = 100;

    private bool _isStarted;
    private ushort _sequenceNumber;
    private uint _rtpTimestamp;

    /// <summary>The usual duration until the stream shows its own.</summary>
    public TimeSpan Value { get; private set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Takes the place of the next packet in numbers and in time.</summary>
    public void Handle(ushort sequenceNumber, uint rtpTimestamp)
    {
        int packets = (short)(sequenceNumber - _sequenceNumber);
        if (_isStarted && packets is <= 0 and > -MaxLate)
        {
            return;
        }

        if (_isStarted && packets > 0 && clockRate > 0)
        {
            // What was lost in between covered its share.
            long units = (int)(rtpTimestamp - _rtpTimestamp);
            var step = TimeSpan.FromTicks(units * TimeSpan.TicksPerSecond / clockRate / packets);
            Value = step >= Shortest && step <= Longest ? step : Value;
        }

        _isStarted = true;
        _sequenceNumber = sequenceNumber;
        _rtpTimestamp = rtpTimestamp;
    }

    /// <summary>The next packet does not follow the last one.</summary>
    public void Restart() => _isStarted = false;
}
