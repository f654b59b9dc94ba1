namespace Tureen.Interop.Tests.Browsers;

/// <summary>What a page sees of the call.</summary>
internal sealed record PageReport(
    IReadOnlyList<ConsumerReport> Consumers,
    IReadOnlyList<ProducerReport> Producers,
    string SendState,
    string RecvState,
    bool Connected,
    IReadOnlyList<string> Errors)
{
    public ConsumerReport Consumer(string peerId, string kind) =>
        Consumers.Single(consumer => consumer.PeerId == peerId && consumer.Kind == kind);
}
