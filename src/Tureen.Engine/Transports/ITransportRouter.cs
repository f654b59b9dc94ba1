using Tureen.Engine.Forwarding;

namespace Tureen.Engine.Transports;

/// <summary>What a transport needs of the router that owns it.</summary>
internal interface ITransportRouter
{
    string Id { get; }

    ProducerCore? FindProducer(string id);

    /// <exception cref="MediasoupException">The id is taken.</exception>
    void AddProducer(ProducerCore producer);

    void RemoveProducer(ProducerCore producer);

    DataProducerCore? FindDataProducer(string id);

    /// <exception cref="MediasoupException">The id is taken.</exception>
    void AddDataProducer(DataProducerCore producer);

    void RemoveDataProducer(DataProducerCore producer);

    /// <summary>A transport has opened a socket after it was made.</summary>
    void AddSocket(TransportCore transport, int socketId);

    void RemoveTransport(TransportCore transport);
}
