using Tureen.Engine.Forwarding;

namespace Tureen.Engine.Routing;

internal sealed partial class RouterCore
{
    public RouterDump Dump() => new()
    {
        Id = Id,
        TransportIds = [.. _transports.Keys],
        RtpObserverIds = [.. _rtpObservers.Keys],
        MapProducerIdConsumerIds = [.. _producers.Values.Select(Describe)],
        MapConsumerIdProducerId = [.. _producers.Values.SelectMany(DescribeConsumers)],
        MapProducerIdObserverIds = [.. _producers.Values.Select(DescribeObservers)],
        MapDataProducerIdDataConsumerIds = [.. _dataProducers.Values.Select(Describe)],
        MapDataConsumerIdDataProducerId = [.. _dataProducers.Values.SelectMany(DescribeConsumers)],
    };

    private static DumpListEntry Describe(ProducerCore producer) =>
        new(producer.Id, [.. producer.Consumers.Select(static consumer => consumer.Id)]);

    private static IEnumerable<DumpEntry<string, string>> DescribeConsumers(ProducerCore producer) =>
        producer.Consumers.Select(consumer => new DumpEntry<string, string>(consumer.Id, producer.Id));

    private static DumpListEntry DescribeObservers(ProducerCore producer) =>
        new(producer.Id, [.. producer.Observed.All.Select(static observed => observed.Observer.Id)]);

    private static DumpListEntry Describe(DataProducerCore producer) =>
        new(producer.Id, [.. producer.Consumers.Select(static consumer => consumer.Id)]);

    private static IEnumerable<DumpEntry<string, string>> DescribeConsumers(DataProducerCore producer) =>
        producer.Consumers.Select(consumer => new DumpEntry<string, string>(consumer.Id, producer.Id));
}
