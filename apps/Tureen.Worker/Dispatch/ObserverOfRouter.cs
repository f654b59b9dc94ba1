using Tureen.Engine.Forwarding.Observers;
using Tureen.Engine.Routing;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>An observer of RTP and the router whose producers it can watch.</summary>
internal readonly record struct ObserverOfRouter(RouterCore Router, RtpObserverCore Observer);
