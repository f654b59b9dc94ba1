using Tureen.Engine.Routing;
using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>The requests to an observer of audio levels, and to its router about it.</summary>
internal static class RtpObserverRequests
{
    public static void CreateActiveSpeaker(RouterCore router, in RequestContext context) =>
        router.CreateActiveSpeakerObserver(context.Now, context.Read(RtpObserverMessages.ReadActiveSpeakerOptions));

    public static void CreateAudioLevel(RouterCore router, in RequestContext context) =>
        router.CreateAudioLevelObserver(context.Now, context.Read(RtpObserverMessages.ReadAudioLevelOptions));

    public static void Close(RouterCore router, in RequestContext context) =>
        router.CloseRtpObserver(WorkerObjects.Find(router.RtpObservers, context.Read(RouterMessages.ReadRtpObserverId), "RtpObserver"));

    public static void AddProducer(ObserverOfRouter target, in RequestContext context) =>
        target.Router.AddObservedProducer(context.Now, target.Observer, context.Read(RtpObserverMessages.ReadProducerId));

    public static void RemoveProducer(ObserverOfRouter target, in RequestContext context) =>
        target.Router.RemoveObservedProducer(context.Now, target.Observer, context.Read(RtpObserverMessages.ReadProducerId));
}
