using Tureen.Rooms.Members;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <content>Changes that are requests in the classic dialect and notifications in the modern one.</content>
internal sealed partial class Peer
{
    private Func<RequestData, Task>? FindStateChange(string method) => method switch
    {
        "closeProducer" => CloseProducerAsync,
        "closeDataProducer" => CloseDataProducerAsync,
        "pauseProducer" => data => FindProducerToPause(data).PauseAsync(),
        "resumeProducer" => data => FindProducerToPause(data).ResumeAsync(),
        "pauseConsumer" => data => FindConsumer(data).Consumer.PauseAsync(),
        "resumeConsumer" => data => FindConsumer(data).Consumer.ResumeAsync(),
        "setConsumerPreferredLayers" => SetConsumerPreferredLayersAsync,
        "setConsumerPriority" => SetConsumerPriorityAsync,
        "requestConsumerKeyFrame" => data => FindConsumer(data).Consumer.RequestKeyFrameAsync(),
        "changeDisplayName" => ChangeDisplayNameAsync,
        _ => null,
    };

    private Producer FindProducerToPause(RequestData data)
    {
        Producer producer = FindProducer(data).Producer;
        _relays.TakePause();
        return producer;
    }

    private Task CloseProducerAsync(RequestData data)
    {
        PeerProducer producer = FindProducer(data);
        _producers.Remove(producer.Producer.Id);
        _kept.Free(producer.KeptLength);
        producer.Producer.Close();
        return Task.CompletedTask;
    }

    private Task SetConsumerPreferredLayersAsync(RequestData data)
    {
        PeerConsumer consumer = FindConsumer(data);
        int spatialLayer = data.Number("spatialLayer") ?? throw new MediasoupTypeException("spatialLayer must be a number");
        int? temporalLayer = data.Number("temporalLayer");
        if (temporalLayer is null && data.Has("temporalLayer"))
        {
            throw new MediasoupTypeException("if given, temporalLayer must be a number");
        }

        return consumer.Consumer.SetPreferredLayersAsync(new ConsumerLayers(spatialLayer, temporalLayer));
    }

    private Task SetConsumerPriorityAsync(RequestData data)
    {
        PeerConsumer consumer = FindConsumer(data);
        int priority = data.Number("priority") ?? throw new MediasoupTypeException("priority must be a number");
        return consumer.Consumer.SetPriorityAsync(priority);
    }

    private Task ChangeDisplayNameAsync(RequestData data)
    {
        string oldDisplayName = DisplayName;
        string name = ReadDisplayName(data) ?? throw new MediasoupTypeException("displayName must be a string");
        _relays.TakeNameChange();
        DisplayName = name;
        foreach (Peer other in _room.JoinedExcept(this))
        {
            other.Notify("peerDisplayNameChanged", new()
            {
                ["peerId"] = Id,
                ["displayName"] = DisplayName,
                ["oldDisplayName"] = oldDisplayName,
            });
        }

        return Task.CompletedTask;
    }
}
