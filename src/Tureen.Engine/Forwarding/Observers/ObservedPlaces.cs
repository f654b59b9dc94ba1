using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;

namespace Tureen.Engine.Forwarding.Observers;

/// <summary>The places of one producer in the observers that listen to it.</summary>
internal sealed class ObservedPlaces
{
    private ObservedProducer[] _places = [];

    public IReadOnlyList<ObservedProducer> All => _places;

    public void Add(ObservedProducer observed) => _places = [.. _places, observed];

    public void Remove(ObservedProducer observed) => _places = Array.FindAll(_places, other => other != observed);

    public ObservedProducer? Find(RtpObserverCore observer) => Array.Find(_places, observed => observed.Observer == observer);

    /// <summary>Reports how loud a packet is that is forwarded.</summary>
    /// <param name="now">The current instant.</param>
    /// <param name="packet">The packet as it was received.</param>
    /// <param name="id">The id of the audio level extension; 0 if it was not negotiated.</param>
    public void HandlePacket(Timestamp now, in RtpPacket packet, int id)
    {
        if (_places.Length == 0
            || id == 0
            || !packet.TryGetExtension(id, out ReadOnlySpan<byte> value)
            || !AudioLevel.TryRead(value, out AudioLevel level))
        {
            return;
        }

        foreach (ObservedProducer observed in _places)
        {
            observed.HandleAudioLevel(now, level, packet.SequenceNumber, packet.Timestamp);
        }
    }

    public void HandlePaused()
    {
        foreach (ObservedProducer observed in _places)
        {
            observed.HandlePaused();
        }
    }

    public void HandleResumed()
    {
        foreach (ObservedProducer observed in _places)
        {
            observed.HandleResumed();
        }
    }

    /// <summary>Leaves all observers, because the producer closes.</summary>
    public void Leave(Timestamp now, ProducerCore producer)
    {
        foreach (ObservedProducer observed in _places)
        {
            observed.Observer.RemoveProducer(now, producer);
        }
    }
}
