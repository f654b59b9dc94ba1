using System.Text.Json.Nodes;

namespace Tureen.V2;

public sealed partial class Peer
{
    /// <summary>
    /// Lets the peer show what arrives on a transport of mediasoup v3 of the same router: the others consume it like any other
    /// producer of v2. It closes with the v3 producer; closing it leaves that one as it is.
    /// </summary>
    /// <param name="producer">The producer, of <see cref="Room.GetRouterAsync"/>.</param>
    /// <param name="appData">Data for the others.</param>
    /// <returns>The producer of v2.</returns>
    /// <exception cref="InvalidStateException">The peer or the producer is closed.</exception>
    /// <exception cref="MediasoupException">The peer is a spy.</exception>
    public Producer AdoptProducer(Tureen.Producer producer, JsonNode? appData = null)
    {
        Check.Given(producer);
        lock (Room.Gate)
        {
            RequireOpen();
            if (Spy)
            {
                throw new MediasoupException("spy peers cannot create producers");
            }

            var adopted = Producer.Adopt(this, Room.TakeProducerId(null), producer, appData);
            AddProducer(adopted);
            return adopted;
        }
    }
}
