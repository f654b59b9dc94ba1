using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Engine.Congestion;

/// <summary>Reports to a sender without transport-wide feedback how much it may send (draft-alvestrand-rmcat-remb-03).</summary>
/// <remarks>After each packet and at its deadline the owner calls <see cref="TryWriteRemb"/>.</remarks>
internal sealed class RembGenerator
{
    /// <summary>How often the estimate is reported while it does not fall.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>After this a source is no longer named.</summary>
    private static readonly TimeSpan SourceTimeout = TimeSpan.FromMilliseconds(2000);

    private readonly ReceiveBitrateEstimator _estimator = new();
    private readonly uint[] _ssrcs = new uint[EngineLimits.MaxRembSources];
    private readonly Timestamp[] _seenAt = new Timestamp[EngineLimits.MaxRembSources];
    private int _sources;
    private bool _isDue;
    private Timestamp _nextRemb = Timestamp.Never;

    /// <summary>The highest bitrate to report; zero for no limit.</summary>
    public Bitrate MaxIncomingBitrate { get; set; }

    public Bitrate? Estimate => _estimator.Estimate;

    public Timestamp NextDeadline => _nextRemb;

    /// <summary>Begins to report; called when the transport connects.</summary>
    public void Start(Timestamp now) => _nextRemb = now + Interval;

    public void Stop()
    {
        _nextRemb = Timestamp.Never;
        _isDue = false;
    }

    /// <summary>A packet with a send time arrived.</summary>
    /// <param name="now">Its arrival.</param>
    /// <param name="sendMicroseconds">Its abs-send-time in microseconds within 64 s.</param>
    /// <param name="length">Bytes of the packet.</param>
    /// <param name="ssrc">Its source.</param>
    public void HandlePacket(Timestamp now, long sendMicroseconds, int length, uint ssrc)
    {
        See(now, ssrc);
        _isDue |= _estimator.HandlePacket(now, sendMicroseconds, length) && !_nextRemb.IsNever;
    }

    public void HandleDeadline(Timestamp now)
    {
        if (now >= _nextRemb)
        {
            _nextRemb = now + Interval;
            _isDue = true;
        }
    }

    /// <summary>Writes the report that is due now, if any.</summary>
    public bool TryWriteRemb(Timestamp now, Span<byte> destination, out int length)
    {
        length = 0;
        if (!_isDue)
        {
            return false;
        }

        _isDue = false;
        ForgetSources(now);
        if (_sources == 0 || _estimator.Estimate is not { } estimate)
        {
            return false;
        }

        bool isLimited = MaxIncomingBitrate > Bitrate.Zero && MaxIncomingBitrate < estimate;
        length = ReceiverEstimatedMaxBitrate.Write(
            destination, 0, 0, isLimited ? MaxIncomingBitrate : estimate, _ssrcs.AsSpan(0, _sources));
        return length > 0;
    }

    private void See(Timestamp now, uint ssrc)
    {
        int index = _ssrcs.AsSpan(0, _sources).IndexOf(ssrc);
        if (index < 0)
        {
            if (_sources == _ssrcs.Length)
            {
                return;
            }

            index = _sources++;
            _ssrcs[index] = ssrc;
        }

        _seenAt[index] = now;
    }

    private void ForgetSources(Timestamp now)
    {
        for (int i = _sources - 1; i >= 0; i--)
        {
            if (now - _seenAt[i] > SourceTimeout)
            {
                _sources--;
                _ssrcs[i] = _ssrcs[_sources];
                _seenAt[i] = _seenAt[_sources];
            }
        }
    }
}
