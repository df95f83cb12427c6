package crd

import (
	"errors"

	"github.com/traefik/traefik/v3/pkg/config/dynamic"
	"github.com/traefik/traefik/v3/pkg/safe"
)

// Provider takes the place of one that this build leaves out.
type Provider struct{}

// Init says so.
func (*Provider) Init() error {
	return errors.New("this build of Traefik has no provider crd: use the official image")
}

// Provide is never reached.
func (*Provider) Provide(chan<- dynamic.Message, *safe.Pool) error { return nil }

// FillExtensionBuilderRegistry has nothing to fill.
func (*Provider) FillExtensionBuilderRegistry(any) {}
