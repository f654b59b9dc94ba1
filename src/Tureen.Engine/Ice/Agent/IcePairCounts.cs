namespace Tureen.Engine.Ice.Agent;

/// <summary>What was sent and received for a pair (W3C, Identifiers for WebRTC's Statistics API, section 8.20).</summary>
internal sealed class IcePairCounts
{
    public long RequestsSent { get; set; }

    public long ResponsesReceived { get; set; }

    public long RequestsReceived { get; set; }

    public long ResponsesSent { get; set; }

    public long ConsentRequestsSent { get; set; }

    public TimeSpan TotalRoundTripTime { get; private set; }

    /// <summary>Null before the first answer.</summary>
    public TimeSpan? CurrentRoundTripTime { get; private set; }

    public void AddRoundTrip(TimeSpan time)
    {
        CurrentRoundTripTime = time;
        TotalRoundTripTime += time;
    }

    public IcePairCounts Copy() => (IcePairCounts)MemberwiseClone();
}
