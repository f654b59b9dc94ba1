using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp.Extensions;

namespace Tureen.Engine.Forwarding.Observers;

/// <summary>How loud one producer has been since the interval began. Each level counts for the time that its packet covers.</summary>
internal sealed class AudioLevelAverage(RtpObserverCore observer, ProducerCore producer) : ObservedProducer(observer, producer)
{
    private long _sum;
    private long _heard;

    /// <summary>The newest level; how long it held is known with the next packet.</summary>
    private int? _newest;

    /// <summary>Gives the average in dBov, from -127 to 0, and begins anew; false when less than <paramref name="minimum"/> was heard.</summary>
    public bool TryTake(TimeSpan minimum, out int volume)
    {
        AddNewest();
        bool isEnough = _heard > 0 && _heard >= minimum.Ticks;
        volume = isEnough ? -(int)Math.Round((double)_sum / _heard, MidpointRounding.AwayFromZero) : 0;
        _sum = 0;
        _heard = 0;
        return isEnough;
    }

    public void Reset()
    {
        _sum = 0;
        _heard = 0;
        _newest = null;
        RestartDuration();
    }

    public override void HandlePaused() => Reset();

    public override void HandleResumed()
    {
        // It begins anew with the next packet.
    }

    protected override void TakeAudioLevel(Timestamp now, AudioLevel level)
    {
        AddNewest();
        _newest = level.Level;
    }

    private void AddNewest()
    {
        if (_newest is int level)
        {
            _sum += level * PacketDuration.Ticks;
            _heard += PacketDuration.Ticks;
            _newest = null;
        }
    }
}
