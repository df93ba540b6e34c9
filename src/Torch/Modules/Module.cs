using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// A part of a network: parameters, buffers and child modules under names. A derived class assigns them to fields
        /// and calls <see cref="RegisterComponents"/> at the end of its constructor; the field names become the names.
        /// </summary>
        public abstract partial class Module : IDisposable
        {
            readonly string name;
            readonly OrderedDictionary<string, Parameter> ownParameters = [];
            readonly OrderedDictionary<string, Tensor> ownBuffers = [];
            readonly OrderedDictionary<string, Module> ownModules = [];

            protected Module(string name) => this.name = name;

            /// <summary>Training behaviour (dropout, batch statistics) or evaluation behaviour.</summary>
            public virtual bool training { get; protected set; } = true;

            public virtual string GetName() => name;

            public virtual void train(bool on = true)
            {
                training = on;
                foreach (var (_, child) in ownModules)
                    child.train(on);
            }

            public virtual void eval() => train(false);

            /// <summary>Clears the gradients of all parameters.</summary>
            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                    ClearGradient(parameter, set_to_none);
            }

            /// <summary>Calls the function with every module, children before parents.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach (var (_, child) in ownModules)
                    child.apply(fn);
                fn(this);
                return this;
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing)
                    return;
                foreach (var (_, parameter) in ownParameters)
                    parameter.Dispose();
                foreach (var (_, buffer) in ownBuffers)
                    buffer.Dispose();
                foreach (var (_, child) in ownModules)
                    child.Dispose();
            }

            internal static void ClearGradient(Parameter parameter, bool setToNone)
            {
                if (setToNone)
                {
                    parameter.grad = null;
                    return;
                }
                using var scope = NewDisposeScope();
                using var noGrad = no_grad();
                parameter.grad?.detach().zero_();
            }
        }

        /// <summary>A module from one input to one output.</summary>
        public abstract class Module<T, TResult> : Module
        {
            protected Module(string name) : base(name) { }

            public abstract TResult forward(T input);

            public TResult call(T input) => forward(input);
        }

        /// <summary>A module from two inputs to one output.</summary>
        public abstract class Module<T1, T2, TResult> : Module
        {
            protected Module(string name) : base(name) { }

            public abstract TResult forward(T1 input1, T2 input2);

            public TResult call(T1 input1, T2 input2) => forward(input1, input2);
        }

        /// <summary>A module from three inputs to one output.</summary>
        public abstract class Module<T1, T2, T3, TResult> : Module
        {
            protected Module(string name) : base(name) { }

            public abstract TResult forward(T1 input1, T2 input2, T3 input3);

            public TResult call(T1 input1, T2 input2, T3 input3) => forward(input1, input2, input3);
        }
    }
}
