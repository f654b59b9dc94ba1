using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Engine.Congestion;

/// <summary>Limits a sender that has transport-wide feedback, by REMB messages that carry the application's limit alone.</summary>
/// <remarks>After each packet and after <see cref="SetMaxIncomingBitrate"/> the owner calls <see cref="TryWriteRemb"/>.</remarks>
internal sealed class RembLimiter
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(1500);

    /// <summary>How many times the end of a limit is reported, because any one message may be lost.</summary>
    private const int UnlimitedMessages = 4;

    private Bitrate _limit;
    private int _unlimitedLeft;
    private Timestamp _nextRemb = Timestamp.Zero;

    /// <summary>Sets the limit; zero for none.</summary>
    public void SetMaxIncomingBitrate(Bitrate limit)
    {
        if (_limit > Bitrate.Zero && limit == Bitrate.Zero)
        {
            _unlimitedLeft = UnlimitedMessages;
            _nextRemb = Timestamp.Zero;
        }
        else if (limit > Bitrate.Zero)
        {
            _unlimitedLeft = 0;
        }

        _limit = limit;
    }

    /// <summary>Writes the report that is due now, if any.</summary>
    public bool TryWriteRemb(Timestamp now, Span<byte> destination, out int length)
    {
        length = 0;
        if ((_limit == Bitrate.Zero && _unlimitedLeft == 0) || now < _nextRemb)
        {
            return false;
        }

        _unlimitedLeft = Math.Max(_unlimitedLeft - 1, 0);
        _nextRemb = now + Interval;
        length = ReceiverEstimatedMaxBitrate.Write(destination, 0, 0, _limit, []);
        return length > 0;
    }
}
