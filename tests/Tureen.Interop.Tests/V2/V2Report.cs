namespace Tureen.Interop.Tests.V2;

/// <summary>What a page of mediasoup v2 sees of the call.</summary>
internal sealed record V2Report(
    IReadOnlyList<string> Peers,
    bool Joined,
    string SendState,
    string RecvState,
    IReadOnlyList<V2ConsumerReport> Consumers)
{
    public V2ConsumerReport? Find(string kind) => Consumers.FirstOrDefault(consumer => consumer.Kind == kind);
}
