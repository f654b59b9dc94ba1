namespace Tureen.WorkerProcess.Dispatch;

/// <summary>Runs a request on its object and answers it.</summary>
internal delegate Answer RequestHandler<in T>(T target, in RequestContext context);

/// <summary>Runs a request on its object; the answer is only that it was done.</summary>
internal delegate void RequestAction<in T>(T target, in RequestContext context);

/// <summary>Finds the object that a request is for.</summary>
internal delegate T RequestTarget<out T>(WorkerObjects objects, in RequestContext context);
