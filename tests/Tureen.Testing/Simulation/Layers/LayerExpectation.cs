using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Layers;

/// <summary>Whether a consumer sends the requested layers as soon as it can.</summary>
/// <param name="consumer">The consumer.</param>
/// <param name="isSimulcast">Each layer has a stream of its own.</param>
/// <param name="lostRequests">When a request for a key frame was lost.</param>
internal sealed class LayerExpectation(ConsumerCore consumer, bool isSimulcast, List<Timestamp> lostRequests)
{
    /// <summary>Request and key frame each cross the network, and the key frame's first packet may have to be requested again.</summary>
    private static readonly TimeSpan SimulcastSwitchTime = TimeSpan.FromMilliseconds(900);

    /// <summary>A request that was lost is repeated after a second.</summary>
    private static readonly TimeSpan RetryTime = TimeSpan.FromMilliseconds(1050);

    /// <summary>Two cycles of temporal layers: the first may have lost the picture that allows a switch up.</summary>
    private static readonly TimeSpan TemporalTime = TimeSpan.FromMilliseconds(1600);

    /// <summary>A scalable stream reports a layer's silence only when its bitrate is read again and its window is empty.</summary>
    private readonly TimeSpan _silenceTime = TimeSpan.FromMilliseconds(isSimulcast ? 1600 : 4200);

    /// <summary>The other layers of a scalable stream do not wait for a key frame whose first packet is lost, so another one is requested.</summary>
    private readonly TimeSpan _switchTime = isSimulcast ? SimulcastSwitchTime : SimulcastSwitchTime + RetryTime;

    private Timestamp _since;
    private bool _isByActivity = true;
    private int _activeLayers;

    /// <summary>Other layers are requested.</summary>
    public void HandleRequest(Timestamp now) => Begin(now, isByActivity: false);

    /// <summary>What is wrong, if anything.</summary>
    public string? Check(Timestamp now, int activeLayers)
    {
        if (activeLayers != _activeLayers)
        {
            _activeLayers = activeLayers;
            Begin(now, isByActivity: true);
            return null;
        }

        TimeSpan allowed = _switchTime + (RetryTime * CountLost()) + (_isByActivity ? _silenceTime : TimeSpan.Zero);
        ConsumerLayers preferred = consumer.PreferredLayers!;
        int spatial = preferred.SpatialLayer;
        while (spatial > 0 && (activeLayers & (1 << spatial)) == 0)
        {
            spatial--;
        }

        // Below the lowest layer that flows there is only that one.
        while ((activeLayers & (1 << spatial)) == 0)
        {
            spatial++;
        }

        ConsumerLayers? current = consumer.CurrentLayers;
        bool isSpatialWrong = now - _since > allowed && current?.SpatialLayer != spatial;
        bool isTemporalWrong = now - _since > allowed + TemporalTime && current?.TemporalLayer != preferred.TemporalLayer;
        if (!isSpatialWrong && !isTemporalWrong)
        {
            return null;
        }

        string what = $"is at {current} after {now - _since}, with {preferred} wanted and {activeLayers:b3} active, {CountLost()} lost";
        Begin(now, isByActivity: true);
        return what;
    }

    /// <summary>Requests that were lost since; one that another viewer lost shortly before holds back this one's.</summary>
    private int CountLost()
    {
        int count = 0;
        while (count < lostRequests.Count && lostRequests[^(count + 1)] > _since - RetryTime)
        {
            count++;
        }

        return count;
    }

    private void Begin(Timestamp now, bool isByActivity)
    {
        // A layer that stopped shortly before the request is still being found out.
        _isByActivity = isByActivity || (_isByActivity && now - _since < _silenceTime + _switchTime);
        _since = now;
    }
}
