using Tureen.Bench.Data;
using Tureen.Engine.Forwarding;
using Tureen.Ortc;

namespace Tureen.Bench.Fanout;

/// <content>Messages.</content>
internal sealed partial class WorkerSide
{
    public Task<DataProducerCore> ProduceDataAsync(WorkerTransport transport, int streamId) => _host.InvokeAsync((now, sink) =>
        transport.Core.ProduceData(
            now,
            new DataProducerCoreOptions
            {
                Id = $"data-producer-{++_lastId}",
                Type = DataProducerType.Sctp,
                SctpStreamParameters = new SctpStreamParameters { StreamId = streamId, Ordered = true },
            },
            sink));

    public Task<DataConsumerCore> ConsumeDataAsync(WorkerTransport transport, DataProducerCore producer, int streamId) =>
        _host.InvokeAsync((now, sink) => transport.Core.ConsumeData(
            now,
            producer.Id,
            new DataConsumerCoreOptions
            {
                Id = $"data-consumer-{++_lastId}",
                Type = DataConsumerType.Sctp,
                SctpStreamParameters = new SctpStreamParameters { StreamId = streamId, Ordered = true },
            },
            sink));

    public Task<DataSample> SampleDataAsync() => _host.InvokeAsync((_, _) => new DataSample(
        ThreadCpuClock.Now, GC.GetAllocatedBytesForCurrentThread(), Counters.DatagramsSent, Counters.BytesSent, Counters.Flushes));
}
