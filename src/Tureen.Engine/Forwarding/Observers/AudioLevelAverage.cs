using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp.Extensions;

namespace Tureen.Engine.Forwarding.Observers;

/// <summary>How loud one producer has been since the interval began.</summary>
internal sealed class AudioLevelAverage(RtpObserverCore observer, ProducerCore producer) : ObservedProducer(observer, producer)
{
    private long _sum;
    private int _count;

    /// <summary>Gives the average in dBov, from -127 to 0, and begins anew.</summary>
    public bool TryTake(int minimumPackets, out int volume)
    {
        bool isTold = _count > 0 && _count >= minimumPackets;
        volume = isTold ? -(int)Math.Round((double)_sum / _count, MidpointRounding.AwayFromZero) : 0;
        Reset();
        return isTold;
    }

    public void Reset()
    {
        _sum = 0;
        _count = 0;
    }

    public override void HandlePaused() => Reset();

    public override void HandleResumed()
    {
        // It begins anew with the next packet.
    }

    protected override void TakeAudioLevel(Timestamp now, AudioLevel level)
    {
        _sum += level.Level;
        _count++;
    }
}
