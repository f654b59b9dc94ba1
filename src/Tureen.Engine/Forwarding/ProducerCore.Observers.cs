using Tureen.Engine.Forwarding.Observers;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;

namespace Tureen.Engine.Forwarding;

internal sealed partial class ProducerCore
{
    private ObservedProducer[] _observed = [];

    /// <summary>Its places in the observers that listen to it.</summary>
    public IReadOnlyList<ObservedProducer> Observed => _observed;

    public void AddObserved(ObservedProducer observed) => _observed = [.. _observed, observed];

    public void RemoveObserved(ObservedProducer observed) => _observed = Array.FindAll(_observed, other => other != observed);

    public ObservedProducer? FindObserved(RtpObserverCore observer) => Array.Find(_observed, observed => observed.Observer == observer);

    private void ObserveAudioLevel(Timestamp now, in RtpPacket packet)
    {
        if (_observed.Length == 0
            || _ids.AudioLevel == 0
            || !packet.TryGetExtension(_ids.AudioLevel, out ReadOnlySpan<byte> value)
            || !AudioLevel.TryRead(value, out AudioLevel level))
        {
            return;
        }

        foreach (ObservedProducer observed in _observed)
        {
            observed.HandleAudioLevel(now, level, packet.SequenceNumber, packet.Timestamp);
        }
    }

    private void LeaveObservers(Timestamp now)
    {
        foreach (ObservedProducer observed in _observed)
        {
            observed.Observer.RemoveProducer(now, this);
        }
    }
}
