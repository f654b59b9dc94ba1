namespace Tureen.WorkerProcess.Dispatch;

/// <summary>Finds the object that a request is for.</summary>
internal delegate T RequestTarget<out T>(WorkerObjects objects, in RequestContext context);
